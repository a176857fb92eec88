// Overlap-add by gather: each sample sums the frames that cover it, then divides by the sum of squared windows.
// Grid: (nTraces, nRows = nSamples). frames: (nFrames, windowSamples, nTraces). inverseWeight: nRows values,
// 1 / the sum over frames of the squared window at that sample. samples: (nRows, nTraces).
// Frame f starts windowSamples / 2 before sample f hop. Twin: stftPlan. Source: Griffin & Lim 1984.

struct Params { nTraces: u32, nRows: u32, nFrames: u32, windowSamples: u32, hop: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> frames: array<f32>;
@group(0) @binding(2) var<storage, read> inverseWeight: array<f32>;
@group(0) @binding(3) var<storage, read_write> samples: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let at = row + params.windowSamples / 2u;
  let last = min(at / params.hop, params.nFrames - 1u);
  let first = select(0u, (at - params.windowSamples) / params.hop + 1u, at >= params.windowSamples);
  var sum = 0.0;
  for (var frame = first; frame <= last; frame++) {
    sum += frames[(frame * params.windowSamples + at - frame * params.hop) * params.nTraces + trace];
  }
  samples[row * params.nTraces + trace] = sum * inverseWeight[row];
}
