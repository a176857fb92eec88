// Products of what was removed from a trace with what was removed from its neighbour, for each lag of -MAX_LAG to MAX_LAG,
// summed over runs of 64 samples.
// Grid: (nTraces, nRows = runs). before, after: float32 bits, (nSamples, nTraces), one block of a gather; nextBefore, nextAfter:
// the block to its right, (nSamples, nextTraces), whose first trace is the neighbour of the last one here; nextTraces = 0:
// there is none. survey: as gather/survey.wgsl. products: (nRows, nTraces, LAGS), in scaled units squared.
// Twin: measures/lateral-coherence/reference.ts.
#import shared/run_samples

const MAX_LAG = 4u;
const LAGS = 9u;

struct Params { nTraces: u32, nRows: u32, nSamples: u32, nextTraces: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> after: array<u32>;
@group(0) @binding(3) var<storage, read> nextBefore: array<u32>;
@group(0) @binding(4) var<storage, read> nextAfter: array<u32>;
@group(0) @binding(5) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(6) var<storage, read_write> products: array<f32>;

fn removed_of_neighbour(sample: i32, trace: u32, scale: f32) -> f32 {
  if (sample < 0 || sample >= i32(params.nSamples)) { return 0.0; }
  if (trace + 1u < params.nTraces) {
    let at = u32(sample) * params.nTraces + trace + 1u;
    return scaled_sample(before[at], scale) - scaled_sample(after[at], scale);
  }
  if (params.nextTraces == 0u) { return 0.0; }
  let at = u32(sample) * params.nextTraces;
  return scaled_sample(nextBefore[at], scale) - scaled_sample(nextAfter[at], scale);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let scale = gather_scale(survey[2]);
  let start = 64u * row;
  let end = min(start + 64u, params.nSamples);
  // The neighbour around the sample in hand, by lag; it is read from MAX_LAG samples before the first.
  var early = vec4f();
  var late = vec4f();
  var last = 0.0;
  var earlySums = vec4f();
  var lateSums = vec4f();
  var lastSum = 0.0;
  for (var step = start; step < end + 2u * MAX_LAG; step++) {
    early = vec4f(early.yzw, late.x);
    late = vec4f(late.yzw, last);
    last = removed_of_neighbour(i32(step) - i32(MAX_LAG), trace, scale);
    if (step < start + 2u * MAX_LAG) { continue; }
    let at = (step - 2u * MAX_LAG) * params.nTraces + trace;
    let removed = scaled_sample(before[at], scale) - scaled_sample(after[at], scale);
    earlySums += removed * early;
    lateSums += removed * late;
    lastSum += removed * last;
  }
  let first = (row * params.nTraces + trace) * LAGS;
  for (var lag = 0u; lag < 4u; lag++) {
    products[first + lag] = earlySums[lag];
    products[first + 4u + lag] = lateSums[lag];
  }
  products[first + 8u] = lastSum;
}
