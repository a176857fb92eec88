// The share of a gather's samples that are outliers in each trace, in parts where weights are: a workgroup for TRACES traces.
// Workgroups: traces [ownStart, ownEnd) / TRACES, folded. weights: (nSamples, nTraces), trace 0 being trace firstTrace of the
// gather, which has gatherTraces. shares: of each trace of the gather. Twin: processes/robust/weights.ts, safe-robust.ts.

const TRACES = 8u;
const THREADS_A_TRACE = 32u;

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read_write> shares: array<f32>;

var<workgroup> sums: array<f32, TRACES * THREADS_A_TRACE>;

@compute @workgroup_size(TRACES, THREADS_A_TRACE)
fn main(
  @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let trace = params.ownStart + (group.x + group.y * groups.x) * TRACES + local.x;
  let isOwn = trace < params.ownEnd;
  var sum = 0.0;
  for (var i = local.y; isOwn && i < params.nSamples; i += THREADS_A_TRACE) {
    sum += 1.0 - weights[i * params.nTraces + trace];
  }
  sums[local.y * TRACES + local.x] = sum;
  workgroupBarrier();
  if (local.y > 0u || !isOwn) { return; }
  var total = 0.0;
  for (var i = 0u; i < THREADS_A_TRACE; i++) { total += sums[i * TRACES + local.x]; }
  shares[params.firstTrace + trace] = total / (f32(params.nSamples) * f32(params.gatherTraces));
}
