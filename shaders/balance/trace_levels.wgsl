// Root mean squares of traces, a workgroup for TRACES of them. Workgroups: traces [ownStart, ownEnd) / TRACES, folded.
// samples: (nSamples, nTraces), trace 0 being trace firstTrace of the gather. levels: of each trace of the gather.
// Squares are of samples over the trace's largest, so that faint traces do not vanish. Twin: processes/balance/trace-balance.ts.

const TRACES = 8u;
const THREADS_A_TRACE = 32u;

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read_write> levels: array<f32>;

var<workgroup> largest: array<atomic<u32>, TRACES>;
var<workgroup> sums: array<f32, TRACES * THREADS_A_TRACE>;

@compute @workgroup_size(TRACES, THREADS_A_TRACE)
fn main(
  @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let trace = params.ownStart + (group.x + group.y * groups.x) * TRACES + local.x;
  let isOwn = trace < params.ownEnd;
  var most = 0u;
  for (var i = local.y; isOwn && i < params.nSamples; i += THREADS_A_TRACE) {
    most = max(most, bitcast<u32>(abs(samples[i * params.nTraces + trace])));
  }
  atomicMax(&largest[local.x], most);
  workgroupBarrier();
  let unit = bitcast<f32>(atomicLoad(&largest[local.x]));
  var sum = 0.0;
  for (var i = local.y; isOwn && unit > 0.0 && i < params.nSamples; i += THREADS_A_TRACE) {
    let part = samples[i * params.nTraces + trace] / unit;
    sum += part * part;
  }
  sums[local.y * TRACES + local.x] = sum;
  workgroupBarrier();
  if (local.y > 0u || !isOwn) { return; }
  var total = 0.0;
  for (var i = 0u; i < THREADS_A_TRACE; i++) { total += sums[i * TRACES + local.x]; }
  levels[params.firstTrace + trace] = unit * sqrt(total / f32(params.nSamples));
}
