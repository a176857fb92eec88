// The real parts of a transform's result.
// Grid: (nTraces, nRows = nSamples). work: (nRows, nTraces) of (re, im). samples: (nRows, nTraces). Twin: real-fft.ts.

struct Params { nTraces: u32, nRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> work: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> samples: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  samples[at] = work[at].x;
}
