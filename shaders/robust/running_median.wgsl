// Exact medians of the magnitudes of runs of samples; at the ends of a trace runs shrink; of an even count the mean of the
// middle two. Grid: (nTraces, nRows = nSamples / ROWS). residual, medians: (nSamples, nTraces). Must hold: run odd, no NaN.
// A thread goes down ROWS samples of a trace. The first median is found by bisection on the bits of the float; then one
// sample leaves and one comes, and the median moves to a neighbouring value, if at all. Twin: dsp/running-median.ts.

const ROWS = 16u;

struct Params { nTraces: u32, nRows: u32, nSamples: u32, run: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residual: array<f32>;
@group(0) @binding(2) var<storage, read_write> medians: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let block = id.y + id.z * groups.y;
  if (trace >= params.nTraces || block >= params.nRows) { return; }
  let reach = params.run / 2u;
  let endRow = min((block + 1u) * ROWS, params.nSamples);
  var first = max(block * ROWS, reach) - reach;
  var end = min(block * ROWS + reach + 1u, params.nSamples);
  // Of the run: how many are below `lower`, and how many are not above it.
  var lower = bisected(first, end, trace);
  var nBelow = count_at_most(lower, first, end, trace) - count_equal(lower, first, end, trace);
  var nAtMost = count_at_most(lower, first, end, trace);
  for (var row = block * ROWS; row < endRow; row++) {
    if (row > block * ROWS) {
      if (row > reach) {
        let gone = bits_of(first, trace);
        nBelow -= select(0u, 1u, gone < lower);
        nAtMost -= select(0u, 1u, gone <= lower);
        first++;
      }
      if (row + reach < params.nSamples) {
        let come = bits_of(end, trace);
        nBelow += select(0u, 1u, come < lower);
        nAtMost += select(0u, 1u, come <= lower);
        end++;
      }
    }
    let size = end - first;
    let rank = (size - 1u) / 2u;
    while (nAtMost <= rank) {
      lower = next_above(lower, first, end, trace);
      nBelow = nAtMost;
      nAtMost += count_equal(lower, first, end, trace);
    }
    while (nBelow > rank) {
      lower = next_below(lower, first, end, trace);
      nAtMost = nBelow;
      nBelow -= count_equal(lower, first, end, trace);
    }
    var upper = lower;
    if (size % 2u == 0u && nAtMost == rank + 1u) { upper = next_above(lower, first, end, trace); }
    medians[row * params.nTraces + trace] = 0.5 * bitcast<f32>(lower) + 0.5 * bitcast<f32>(upper);
  }
}

fn bits_of(row: u32, trace: u32) -> u32 {
  return bitcast<u32>(residual[row * params.nTraces + trace]) & 0x7fffffffu;
}

// The lower of the middle two.
fn bisected(first: u32, end: u32, trace: u32) -> u32 {
  let rank = (end - first - 1u) / 2u;
  var low = 0u;
  var high = 0x7f800000u;
  while (low < high) {
    let middle = low + (high - low) / 2u;
    if (count_at_most(middle, first, end, trace) > rank) { high = middle; } else { low = middle + 1u; }
  }
  return low;
}

fn count_at_most(bound: u32, first: u32, end: u32, trace: u32) -> u32 {
  var count = 0u;
  for (var row = first; row < end; row++) { count += select(0u, 1u, bits_of(row, trace) <= bound); }
  return count;
}

fn count_equal(value: u32, first: u32, end: u32, trace: u32) -> u32 {
  var count = 0u;
  for (var row = first; row < end; row++) { count += select(0u, 1u, bits_of(row, trace) == value); }
  return count;
}

fn next_above(bound: u32, first: u32, end: u32, trace: u32) -> u32 {
  var next = 0x7f800000u;
  for (var row = first; row < end; row++) {
    let bits = bits_of(row, trace);
    if (bits > bound) { next = min(next, bits); }
  }
  return next;
}

fn next_below(bound: u32, first: u32, end: u32, trace: u32) -> u32 {
  var next = 0u;
  for (var row = first; row < end; row++) {
    let bits = bits_of(row, trace);
    if (bits < bound) { next = max(next, bits); }
  }
  return next;
}
