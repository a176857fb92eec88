// Samples as complex numbers, ready for the Fourier transform of which the S-transform is made.
// Grid: (nTraces, nRows = nSamples). samples: (nRows, nTraces). work: (nRows, nTraces) of (re, im). Twin: real-fft.ts.

struct Params { nTraces: u32, nRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read_write> work: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  work[at] = vec2f(samples[at], 0.0);
}
