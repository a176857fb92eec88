// As band_median for bands of a few dozen rows, a thread for one trace of one band: bisection on the bits of the float,
// which sort as the value does. Grid: (nTraces, nRows = bands).
// details, bands, medians: as band_median. Must hold: every band has a row, no NaN. Twin: medianAbsolute.

struct Params { nTraces: u32, nRows: u32, medianRow: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> details: array<u32>;
@group(0) @binding(2) var<storage, read> bands: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> medians: array<f32>;

fn magnitude_bits(row: u32, trace: u32) -> u32 {
  return details[row * params.nTraces + trace] & 0x7fffffffu;
}

fn count_at_most(bound: u32, band: vec2u, trace: u32) -> u32 {
  var count = 0u;
  for (var i = band.x; i < band.x + band.y; i++) {
    count += select(0u, 1u, magnitude_bits(i, trace) <= bound);
  }
  return count;
}

fn smallest_above(bound: u32, band: vec2u, trace: u32) -> u32 {
  var smallest = 0x7f800000u;
  for (var i = band.x; i < band.x + band.y; i++) {
    let bits = magnitude_bits(i, trace);
    smallest = select(smallest, min(smallest, bits), bits > bound);
  }
  return smallest;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let band = bands[row];
  let lowerRank = (band.y - 1u) / 2u;
  var low = 0u;
  var high = 0x7f800000u;
  while (low < high) {
    let middle = low + (high - low) / 2u;
    if (count_at_most(middle, band, trace) > lowerRank) { high = middle; } else { low = middle + 1u; }
  }
  var upper = low;
  if (band.y % 2u == 0u && count_at_most(low, band, trace) == lowerRank + 1u) {
    upper = smallest_above(low, band, trace);
  }
  medians[(params.medianRow + row) * params.nTraces + trace] = 0.5 * (bitcast<f32>(low) + bitcast<f32>(upper));
}
