// Energies of balanced traces, a workgroup for TRACES of them. Workgroups: traces [ownStart, ownEnd) / TRACES, folded.
// result: (nSamples, nTraces), trace 0 being trace firstTrace of the gather. factors: of each trace of the gather (what
// balances it, -). energies: of each trace of the gather. Twin: processes/protection/signal-protection.ts.

const TRACES = 8u;
const THREADS_A_TRACE = 32u;

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> result: array<f32>;
@group(0) @binding(2) var<storage, read> factors: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> energies: array<f32>;

var<workgroup> sums: array<f32, TRACES * THREADS_A_TRACE>;

@compute @workgroup_size(TRACES, THREADS_A_TRACE)
fn main(
  @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let trace = params.ownStart + (group.x + group.y * groups.x) * TRACES + local.x;
  let isOwn = trace < params.ownEnd;
  var sum = 0.0;
  if (isOwn) {
    let factor = factors[params.firstTrace + trace].x;
    for (var i = local.y; i < params.nSamples; i += THREADS_A_TRACE) {
      let sample = factor * result[i * params.nTraces + trace];
      sum += sample * sample;
    }
  }
  sums[local.y * TRACES + local.x] = sum;
  workgroupBarrier();
  if (local.y > 0u || !isOwn) { return; }
  var total = 0.0;
  for (var i = 0u; i < THREADS_A_TRACE; i++) { total += sums[i * TRACES + local.x]; }
  energies[params.firstTrace + trace] = total;
}
