// The decimated transform of whole traces in one go: forward, noise scale, shrinkage and inverse in workgroup memory.
// Workgroups: (nTraces / LANES). before, after: blocks of traces, (nSamples, beforeTraces) and (nSamples, afterTraces).
// filters: as shared/filter_tree. bands: (first row, rows) of a_0 .. a_level, then of d_1 .. d_level: a_j and d_j lie where
// a_(j-1) lay. survey: as gather/survey.wgsl, where bad samples are counted if countsBad is 1. noiseLevel: the level of
// the noise scale, 0 for each its own. Must hold: THREADS x PAIRS >= rows of d_1, and twice that nSamples.
// Twin: wavelet-denoise/reference.ts. Source: Mallat 1989; Donoho & Johnstone 1994.
#import shared/trace_lanes
#import shared/filter_tree
#import shared/median_of_lanes
#import shared/shrink_lanes

const PAIRS = 1u;

struct Params {
  nTraces: u32, nSamples: u32, beforeTraces: u32, beforeOffset: u32, afterTraces: u32, afterOffset: u32, countsBad: u32,
  level: u32, noiseLevel: u32, rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<uniform> filters: array<vec4f, N_TAPS>;
@group(0) @binding(3) var<storage, read> bands: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> survey: array<atomic<u32>, 4>;
@group(0) @binding(5) var<storage, read_write> after: array<f32>;

fn keep(row: u32, samples: Lanes) {
  tree[row] = samples;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let first = group.x * LANES;
  let largest = keep_traces(first, local);
  for (var j = 1u; j <= params.level; j++) { split(j, local); }
  shrink_details(local);
  for (var j = params.level; j > 1u; j--) { merge(j, local); }
  let scale = inverse_scales(largest);
  let detail = bands[params.level + 1u].x;
  for (var row = local; 2u * row < params.nSamples; row += THREADS) {
    let pair = synthesis(0u, detail, row);
    store_lanes(2u * row, first, pair.first * scale);
    if (2u * row + 1u < params.nSamples) { store_lanes(2u * row + 1u, first, pair.second * scale); }
  }
}

// a_(j-1) becomes a_j and d_j, by way of registers: both lie where it lay.
fn split(j: u32, local: u32) {
  let nAbove = bands[j - 1u].y;
  let detail = bands[params.level + j];
  var out: array<Pair, PAIRS>;
  #for i in 0..PAIRS
  if (local + i * THREADS < detail.y) { out[i] = analysis(0u, nAbove, local + i * THREADS); }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  if (local + i * THREADS < detail.y) {
    tree[local + i * THREADS] = out[i].first;
    tree[detail.x + local + i * THREADS] = out[i].second;
  }
  #end
  workgroupBarrier();
}

// a_j and d_j become a_(j-1).
fn merge(j: u32, local: u32) {
  let nAbove = bands[j - 1u].y;
  let detail = bands[params.level + j].x;
  var out: array<Pair, PAIRS>;
  #for i in 0..PAIRS
  if (2u * (local + i * THREADS) < nAbove) { out[i] = synthesis(0u, detail, local + i * THREADS); }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  if (2u * (local + i * THREADS) < nAbove) { tree[2u * (local + i * THREADS)] = out[i].first; }
  if (2u * (local + i * THREADS) + 1u < nAbove) { tree[2u * (local + i * THREADS) + 1u] = out[i].second; }
  #end
  workgroupBarrier();
}

fn shrink_details(local: u32) {
  var threshold = Lanes(0.0);
  for (var j = 1u; j <= params.level; j++) {
    if (j == 1u || params.noiseLevel == 0u) {
      let noise = bands[params.level + select(params.noiseLevel, j, params.noiseLevel == 0u)];
      threshold = noise_thresholds(median_of_lanes(noise.x, noise.y, local), params.k);
    }
    let band = bands[params.level + j];
    for (var i = local; i < band.y; i += THREADS) {
      tree[band.x + i] = shrink_lanes(tree[band.x + i], threshold, params.rule);
    }
  }
  workgroupBarrier();
}
