// What the rule changes in a stretch of a row of the S-transform: the sum over its samples of (new - old).
// Grid: (nTraces, nRows = bins x stretches). cells: (bins, nSamples, nTraces) of (re, im). spread: the same of
// (median, MAD). survey: as gather/survey. changes: (bins, stretches, nTraces) of (re, im).
// smoothing: samples in the box mean of median and MAD. Must hold: a silent cell stays silent.
// Twin: tf-denoise/stransform-reference.ts.
#import shared/cell_change
#import shared/gather_scale
#import shared/smoothed_spread

const STRETCH = 64u;
struct Params {
  nTraces: u32, nRows: u32, nSamples: u32, smoothing: u32,
  rule: u32, k: f32, protection: u32, protectionFactor: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> cells: array<vec2f>;
@group(0) @binding(2) var<storage, read> spread: array<vec2f>;
@group(0) @binding(3) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(4) var<storage, read_write> changes: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let nStretches = (params.nSamples + STRETCH - 1u) / STRETCH;
  let firstCell = (row / nStretches) * params.nSamples;
  let start = (row % nStretches) * STRETCH;
  let noiseFloor = 1e-10 * gather_scale(survey[2]);
  let rule = CellRule(params.rule, params.k, params.protection, params.protectionFactor, noiseFloor);
  var sum = vec2f(0.0);
  for (var sample = start; sample < min(start + STRETCH, params.nSamples); sample++) {
    let cell = cells[(firstCell + sample) * params.nTraces + trace];
    sum += cell_change(cell, smoothed_spread(firstCell, sample, trace), rule);
  }
  changes[row * params.nTraces + trace] = sum;
}
