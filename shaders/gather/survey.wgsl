// Counts bad (non-finite) samples and finds the largest finite |x| of a gather, one thread a trace.
// Grid: (nTraces, 1 row). Atomics add up over the blocks of a gather; the host clears `survey` first.
// samples: float32 bits, (nSamples, nTraces). survey: [bad samples, traces with any, bits of max|x|, 0].
// Must hold: nRows = 1. Twin: src/engine/bad-samples.ts.
#import shared/gather_scale

struct Params { nTraces: u32, nRows: u32, nSamples: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<u32>;
@group(0) @binding(2) var<storage, read_write> survey: array<atomic<u32>, 4>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  var nBad = 0u;
  var largest = 0u;
  for (var i = 0u; i < params.nSamples; i++) {
    let bits = samples[i * params.nTraces + trace] & 0x7fffffffu;
    if (is_finite_bits(bits)) { largest = max(largest, bits); } else { nBad++; }
  }
  if (nBad > 0u) {
    atomicAdd(&survey[0], nBad);
    atomicAdd(&survey[1], 1u);
  }
  atomicMax(&survey[2], largest);
}
