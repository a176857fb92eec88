// What each balanced trace tells of a method's error: a workgroup for TRACES traces.
// Workgroups: traces [ownStart, ownEnd) / TRACES, folded. input, probe: a gather without a probe and with it; output, probed:
// what the method made of each; (nSamples, nTraces), trace 0 being trace firstTrace of the gather. factors: of each trace of
// the gather (what balances it, -). errors: of each trace of the gather, one after the other, how far the output follows the
// noise, the energy that was removed, and 1 if it is live. inverseSize: 1 over the probe's part of the noise.
// Twin: processes/risk/risk.ts. Source: Ramani, Blu and Unser 2008.

const TRACES = 8u;
const THREADS_A_TRACE = 32u;

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, ownStart: u32, ownEnd: u32, inverseSize: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> probe: array<f32>;
@group(0) @binding(3) var<storage, read> output: array<f32>;
@group(0) @binding(4) var<storage, read> probed: array<f32>;
@group(0) @binding(5) var<storage, read> factors: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> errors: array<f32>;

var<workgroup> sums: array<vec2f, TRACES * THREADS_A_TRACE>;

@compute @workgroup_size(TRACES, THREADS_A_TRACE)
fn main(
  @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let trace = params.ownStart + (group.x + group.y * groups.x) * TRACES + local.x;
  let isOwn = trace < params.ownEnd;
  let factor = factors[min(params.firstTrace + trace, arrayLength(&factors) - 1u)].x;
  var sum = vec2f();
  for (var i = local.y; isOwn && i < params.nSamples; i += THREADS_A_TRACE) {
    let at = i * params.nTraces + trace;
    let noise = factor * params.inverseSize * (probe[at] - input[at]);
    let followed = factor * params.inverseSize * (probed[at] - output[at]);
    let removed = factor * (input[at] - output[at]);
    sum += vec2f(noise * followed, removed * removed);
  }
  sums[local.y * TRACES + local.x] = sum;
  workgroupBarrier();
  if (local.y > 0u || !isOwn) { return; }
  var total = vec2f();
  for (var i = 0u; i < THREADS_A_TRACE; i++) { total += sums[i * TRACES + local.x]; }
  let to_ = 3u * (params.firstTrace + trace);
  errors[to_] = total.x;
  errors[to_ + 1u] = total.y;
  errors[to_ + 2u] = select(1.0, 0.0, factor == 0.0);
}
