// Shrinks the nodes of one level of packets by the noise scale of each trace; the first keptRows rows pass.
// Grid: (nTraces, nRows = nodes x nodeRows). coefficients, shrunk: (nRows, nTraces). medians: median |c| of bands,
// nTraces wide; node n takes row medianRow + medianStep n. basis: as wpt_choose; with firstRow > 0 only the nodes whose
// value at row firstRow + n is 1 are written, with firstRow = 0 all are, and basis is not read.
// Must hold: medianStep is 0 or 1. Twin: shrinkTrace.
#import shared/shrink

struct Params {
  nTraces: u32, nRows: u32, nodeRows: u32, keptRows: u32, firstRow: u32, medianRow: u32, medianStep: u32,
  rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read> medians: array<f32>;
@group(0) @binding(3) var<storage, read> basis: array<f32>;
@group(0) @binding(4) var<storage, read_write> shrunk: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let node = row / params.nodeRows;
  if (params.firstRow > 0u) {
    if (basis[(params.firstRow + node) * params.nTraces + trace] != 1.0) { return; }
  }
  let at = row * params.nTraces + trace;
  var value = coefficients[at];
  if (row >= params.keptRows) {
    let median = medians[(params.medianRow + params.medianStep * node) * params.nTraces + trace];
    value = shrink(value, noise_threshold(median, params.k), params.rule);
  }
  shrunk[at] = value;
}
