// Shrinks each coefficient by its spread over the traces around it, fewer at the edges: T = k max(1.4826 MAD,
// 0.01 |median|, 1e-10). The first keptRows rows pass. Grid: (nTraces, nRows = bands x nodeRows).
// coefficients, shrunk: (nRows, nTraces). survey: as gather/survey.wgsl. basis, firstRow: as node_shrink.
// Must hold: APERTURE odd. Twin: shrinkSpatially.
#import shared/gather_scale
#import shared/shrink
#import shared/sorted_window

struct Params { nTraces: u32, nRows: u32, nodeRows: u32, keptRows: u32, firstRow: u32, rule: u32, k: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read> survey: array<u32, 4>;
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
  if (row < params.keptRows) {
    shrunk[at] = coefficients[at];
    return;
  }
  let first = max(trace, APERTURE / 2u) - APERTURE / 2u;
  let size = min(trace + APERTURE / 2u + 1u, params.nTraces) - first;
  for (var i = 0u; i < size; i++) {
    insert_sorted(i, coefficients[row * params.nTraces + first + i]);
  }
  let centre = median_of_sorted(size);
  let spread = max(1.4826 * mad_of_sorted(size, centre), 0.01 * abs(centre));
  let threshold = params.k * max(spread, 1e-10 * gather_scale(survey[2]));
  shrunk[at] = shrink_beyond(coefficients[at], threshold, params.rule);
}
