// The gather with what stands out from neighbouring traces cut down: stretches of a trace by the square of their excess,
// then samples; and floors, below which residuals are kept. Grid: (nTraces, nRows = nSamples); traces [ownStart, ownEnd)
// are written. residual: balanced samples, (nRows, nTraces) as all others. spreads: (level, that of long runs).
// medians: of long runs. factors: of each trace of the gather (what balances it, what undoes that), 0 for dead ones.
// cleaned: in the unit of the gather; floors: of the balanced one. Must hold: the tile reaches as far as the aperture, or to
// the end of the gather. Twin: processes/robust/start.ts.
#import shared/lateral_median

const CLIP = 2.5;
const APERTURE = 9u;
const FLOOR_APERTURE = 7u;
const LOUD_STRETCH = 1.5;
const FLOOR_PART = 0.5;
// Median of the magnitudes of normally distributed values, by their standard deviation.
const NORMAL_MEDIAN = 0.6745;

struct Params { nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residual: array<f32>;
@group(0) @binding(2) var<storage, read> spreads: array<vec2f>;
@group(0) @binding(3) var<storage, read> medians: array<f32>;
@group(0) @binding(4) var<storage, read> factors: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> cleaned: array<f32>;
@group(0) @binding(6) var<storage, read_write> floors: array<f32>;

const LEVEL = 0u;
const LONG = 1u;
const MIDDLE = 2u;

fn lateral_value(source: u32, row: u32, trace: u32) -> f32 {
  let at = row * params.nTraces + trace;
  if (source == MIDDLE) { return medians[at]; }
  return select(spreads[at].x, spreads[at].y, source == LONG);
}

fn is_live(trace: u32) -> bool {
  return factors[params.firstTrace + trace].x != 0.0;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  let local = medians[at] / NORMAL_MEDIAN;
  let middle = lateral_median(MIDDLE, row, trace, APERTURE) / NORMAL_MEDIAN;
  let most = LOUD_STRETCH * max(middle, lateral_median(LONG, row, trace, APERTURE));
  let excess = select(1.0, most / local, local > most);
  let limit = CLIP * lateral_median(LEVEL, row, trace, APERTURE);
  let undo = factors[params.firstTrace + trace].y;
  cleaned[at] = undo * clamp(excess * excess * residual[at], -limit, limit);
  floors[at] = FLOOR_PART * lateral_median(LEVEL, row, trace, FLOOR_APERTURE);
}
