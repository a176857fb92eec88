// Largest correlation of what was removed from a trace and from its neighbour, and 1 if the pair counts.
// Grid: (nTraces = traces of the gather, 1 row). products: (nTraces, LAGS), sums of neighbour_products. energies: (nTraces), as
// energy_by_trace. coherences: (nTraces), 0 for the last trace, which has no neighbour. silence: part of the energy of before
// up to which nothing was removed. Must hold: nRows = 1. Twin: measures/lateral-coherence/reference.ts.

const LAGS = 9u;

struct Params { nTraces: u32, nRows: u32, silence: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> products: array<f32>;
@group(0) @binding(2) var<storage, read> energies: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> coherences: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let own = energies[trace].xy;
  let other = energies[min(trace + 1u, params.nTraces - 1u)].xy;
  var most = 0.0;
  for (var lag = 0u; lag < LAGS; lag++) { most = max(most, products[trace * LAGS + lag]); }
  let isCounted = trace + 1u < params.nTraces && own.x > params.silence * own.y && other.x > params.silence * other.y;
  let coherence = min(1.0, most * inverseSqrt(own.x) * inverseSqrt(other.x));
  coherences[trace] = select(vec2f(), vec2f(coherence, 1.0), isCounted);
}
