// Samples kept within CLIP times the level of the neighbouring traces. Grid: (nTraces, nRows = nSamples); traces
// [ownStart, ownEnd) are written. residual: (nRows, nTraces). spreads: (nRows, nTraces) of (level of each trace, -).
// factors: of each trace of the gather, (0, -) for dead ones. clipped: (nRows, nTraces). Must hold: the tile reaches as far
// as the aperture, or to the end of the gather. Twin: processes/robust/levels.ts.
#import shared/lateral_median

const CLIP = 2.5;
const APERTURE = 9u;

struct Params { nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residual: array<f32>;
@group(0) @binding(2) var<storage, read> spreads: array<vec2f>;
@group(0) @binding(3) var<storage, read> factors: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> clipped: array<f32>;

fn lateral_value(source: u32, row: u32, trace: u32) -> f32 {
  return spreads[row * params.nTraces + trace].x;
}

fn is_live(trace: u32) -> bool {
  return factors[params.firstTrace + trace].x != 0.0;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= params.nRows) { return; }
  let limit = CLIP * lateral_median(0u, row, trace, APERTURE);
  let at = row * params.nTraces + trace;
  clipped[at] = clamp(residual[at], -limit, limit);
}
