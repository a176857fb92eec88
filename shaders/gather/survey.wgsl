// Counts bad (non-finite) samples and finds the largest finite |x| of a gather, a workgroup for TRACES traces.
// Workgroups: (nTraces / TRACES), folded over x and y. Atomics add up over the blocks of a gather; the host clears
// `survey` first. samples: float32 bits, (nSamples, nTraces). survey: [bad samples, traces with any, bits of max|x|, 0].
// Twin: src/engine/bad-samples.ts.
#import shared/gather_scale

const TRACES = 8u;
const THREADS_A_TRACE = 32u;

struct Params { nTraces: u32, nSamples: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<u32>;
@group(0) @binding(2) var<storage, read_write> survey: array<atomic<u32>, 4>;

var<workgroup> nBad: array<atomic<u32>, TRACES>;
var<workgroup> largest: atomic<u32>;

@compute @workgroup_size(TRACES, THREADS_A_TRACE)
fn main(
  @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let trace = (group.x + group.y * groups.x) * TRACES + local.x;
  if (trace < params.nTraces) {
    var bad = 0u;
    var most = 0u;
    for (var i = local.y; i < params.nSamples; i += THREADS_A_TRACE) {
      let bits = samples[i * params.nTraces + trace] & 0x7fffffffu;
      if (is_finite_bits(bits)) { most = max(most, bits); } else { bad++; }
    }
    if (bad > 0u) { atomicAdd(&nBad[local.x], bad); }
    atomicMax(&largest, most);
  }
  workgroupBarrier();
  if (local.y > 0u) { return; }
  let bad = atomicLoad(&nBad[local.x]);
  if (bad > 0u) {
    atomicAdd(&survey[0], bad);
    atomicAdd(&survey[1], 1u);
  }
  if (local.x == 0u) { atomicMax(&survey[2], atomicLoad(&largest)); }
}
