// A share of samples, which are sums of the four frames that cover each, in the unit of the balanced gather, or of the
// gather itself; on top of what is there, or in its place. Grid: (nTraces, nRows = nSamples); traces [ownStart, ownEnd) are
// written. frames: (frames, samples, nTraces), windowed. factors: as frames_forward. samples: (nRows, nTraces).
// Twin: dsp/stft.ts. Source: Griffin & Lim 1984.
#import shared/patch_shape

struct Params {
  nTraces: u32, nRows: u32, firstTrace: u32, ownStart: u32, ownEnd: u32, isBalanced: u32, share: f32, isAdded: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> frames: array<f32>;
@group(0) @binding(3) var<storage, read> factors: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> samples: array<f32>;

const OVERLAP = 4u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= params.nRows) { return; }
  let at = row + shape.samples - shape.hop;
  let last = at / shape.hop;
  var sum = 0.0;
  for (var i = 0u; i < OVERLAP; i++) {
    let frame = last + i + 1u - OVERLAP;
    sum += frames[(frame * shape.samples + at - frame * shape.hop) * params.nTraces + trace];
  }
  let unbalance = select(factors[params.firstTrace + trace].y, 1.0, params.isBalanced == 1u);
  let before = select(0.0, samples[row * params.nTraces + trace], params.isAdded == 1u);
  samples[row * params.nTraces + trace] = before + params.share * unbalance * sum;
}
