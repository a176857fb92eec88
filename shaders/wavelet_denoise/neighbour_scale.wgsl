// Noise scale of each coefficient from its spread over the traces around it, fewer at the edges: max(1.4826 MAD,
// 0.01 |median|, 1e-10). Grid: (nTraces, nRows). coefficients, scales: (nRows, nTraces).
// survey: as gather/survey.wgsl. Must hold: APERTURE odd. Twin: spreadScales.
#import shared/gather_scale
#import shared/neighbour_spread

struct Params { nTraces: u32, nRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(3) var<storage, read_write> scales: array<f32>;

fn neighbour(row: u32, trace: u32) -> f32 {
  return coefficients[row * params.nTraces + trace];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let spread = neighbour_spread(row, trace, params.nTraces);
  let scale = max(max(1.4826 * spread.y, 0.01 * abs(spread.x)), 1e-10 * gather_scale(survey[2]));
  scales[row * params.nTraces + trace] = scale;
}
