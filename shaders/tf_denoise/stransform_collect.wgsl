// The change of each bin of the spectrum: the sum over the stretches of its row of the S-transform.
// Grid: (nTraces, nRows = bins). stretches: (bins, nStretches, nTraces) of (re, im). changes: as the spectrum, (bins,
// nTraces) of (re, im), of which [firstBin, firstBin + nRows) are written. Twin: tf-denoise/stransform-reference.ts.

struct Params { nTraces: u32, nRows: u32, nStretches: u32, firstBin: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> stretches: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> changes: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  var sum = vec2f(0.0);
  for (var i = 0u; i < params.nStretches; i++) { sum += stretches[(row * params.nStretches + i) * params.nTraces + trace]; }
  changes[(params.firstBin + row) * params.nTraces + trace] = sum;
}
