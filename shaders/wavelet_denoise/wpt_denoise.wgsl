// Wavelet packets of whole traces in one go: all leaves of the last level, noise scale, shrinkage and inverse in
// workgroup memory. Workgroups: (nTraces / LANES). before, filters, survey, after: as dwt_denoise.
// levels: (rows from one node to the next, rows of a node) for levels 0 .. LEVELS: children lie where their parent lay.
// The first keptRows rows pass. The noise scale is that of the noiseRows rows from noiseStart on; of each leaf its own
// where noiseRows is 0. Must hold: THREADS x PAIRS >= pairs of outputs of any level. Twin: wavelet-denoise/reference.ts.
// Source: Coifman & Wickerhauser 1992; pywt.WaveletPacket.
#import shared/trace_lanes
#import shared/filter_tree
#import shared/median_of_lanes
#import shared/median_by_thread
#import shared/shrink_lanes

const LEVELS = 3u;
const PAIRS = 1u;

struct Params {
  nTraces: u32, nSamples: u32, beforeTraces: u32, beforeOffset: u32, afterTraces: u32, afterOffset: u32, countsBad: u32,
  keptRows: u32, noiseStart: u32, noiseRows: u32, rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<uniform> filters: array<vec4f, N_TAPS>;
@group(0) @binding(4) var<uniform> levels: array<vec4u, LEVELS + 1u>;
@group(0) @binding(5) var<storage, read_write> survey: array<atomic<u32>, 4>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let first = group.x * LANES;
  let traces = read_traces(first, local);
  #for i in 0..HELD
  if (local + i * THREADS < params.nSamples) { tree[local + i * THREADS] = traces.rows[i]; }
  #end
  workgroupBarrier();
  for (var j = 1u; j <= LEVELS; j++) { split(j, local); }
  shrink_leaves(local);
  for (var j = LEVELS; j > 1u; j--) { merge(j, local); }
  let scale = inverse_scales(traces.largest);
  for (var row = local; 2u * row < params.nSamples; row += THREADS) {
    let pair = synthesis(0u, levels[1].x, row);
    write_lanes(2u * row, first, pair.first * scale);
    if (2u * row + 1u < params.nSamples) { write_lanes(2u * row + 1u, first, pair.second * scale); }
  }
}

// All nodes of level j - 1 become two each, by way of registers.
fn split(j: u32, local: u32) {
  let above = levels[j - 1u];
  let own = levels[j];
  let nPairs = own.y << (j - 1u);
  var out: array<Pair, PAIRS>;
  #for i in 0..PAIRS
  if (local + i * THREADS < nPairs) {
    let pair = local + i * THREADS;
    out[i] = analysis(pair / own.y * above.x, above.y, pair % own.y);
  }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  if (local + i * THREADS < nPairs) {
    let pair = local + i * THREADS;
    let row = pair / own.y * above.x + pair % own.y;
    tree[row] = out[i].first;
    tree[row + own.x] = out[i].second;
  }
  #end
  workgroupBarrier();
}

// Every two nodes of level j become one.
fn merge(j: u32, local: u32) {
  let above = levels[j - 1u];
  let ownStep = levels[j].x;
  let half = (above.y + 1u) / 2u;
  let nPairs = half << (j - 1u);
  var out: array<Pair, PAIRS>;
  #for i in 0..PAIRS
  if (local + i * THREADS < nPairs) {
    let pair = local + i * THREADS;
    let node = pair / half * above.x;
    out[i] = synthesis(node, node + ownStep, pair % half);
  }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  if (local + i * THREADS < nPairs) {
    let pair = local + i * THREADS;
    let row = 2u * (pair % half);
    let node = pair / half * above.x;
    tree[node + row] = out[i].first;
    if (row + 1u < above.y) { tree[node + row + 1u] = out[i].second; }
  }
  #end
  workgroupBarrier();
}

fn shrink_leaves(local: u32) {
  let nRows = levels[LEVELS].y;
  if (params.noiseRows > 0u) {
    let threshold = noise_thresholds(median_of_lanes(params.noiseStart, params.noiseRows, local), params.k);
    for (var row = params.keptRows + local; row < nRows << LEVELS; row += THREADS) {
      tree[row] = shrink_lanes(tree[row], threshold, params.rule);
    }
  } else {
    for (var start = local * nRows; start < nRows << LEVELS; start += THREADS * nRows) {
      if (start < params.keptRows) { continue; }
      let threshold = noise_thresholds(median_by_thread(start, nRows), params.k);
      for (var row = start; row < start + nRows; row++) {
        tree[row] = shrink_lanes(tree[row], threshold, params.rule);
      }
    }
  }
  workgroupBarrier();
}
