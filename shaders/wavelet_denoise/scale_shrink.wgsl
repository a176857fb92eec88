// Shrinks each coefficient by a threshold of its own, k times its noise scale. The first keptRows rows pass.
// Grid: (nTraces, nRows = bands x nodeRows). coefficients, scales, shrunk: (nRows, nTraces). basis, firstRow: as
// node_shrink. Twin: shrinkBandByScales.
#import shared/shrink

struct Params { nTraces: u32, nRows: u32, nodeRows: u32, keptRows: u32, firstRow: u32, rule: u32, k: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read> basis: array<f32>;
@group(0) @binding(4) var<storage, read_write> shrunk: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  if (params.firstRow > 0u) {
    if (basis[(params.firstRow + row / params.nodeRows) * params.nTraces + trace] != 1.0) { return; }
  }
  let at = row * params.nTraces + trace;
  let isKept = row < params.keptRows;
  shrunk[at] = select(shrink_beyond(coefficients[at], params.k * scales[at], params.rule), coefficients[at], isKept);
}
