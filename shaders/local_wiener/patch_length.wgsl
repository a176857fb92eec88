// Chooses the length of patches along time: the power of two nearest two periods of the centroid frequency of what
// exceeds the noise, within the limits. One thread. surveyed: the shape of the patches that powers are of; powers: as
// noise_power. shape: what is chosen. Must hold: the limits are powers of two, the tables begin with the windows of
// `shortest` samples, and have those of twice as many after them; roots are those of `longest`.
// Twin: processes/patch-length.ts.
#import shared/patch_shape

struct Params { nTraces: u32, nSamples: u32, shortest: u32, longest: u32, framePoints: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> surveyed: PatchShape;
@group(0) @binding(2) var<storage, read> powers: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> shape: PatchShape;

@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  var moment = 0.0;
  for (var bin = 0u; bin < surveyed.bins; bin++) {
    let excess = max(0.0, powers[bin].y - powers[bin].x);
    sum += excess;
    moment += f32(bin) / f32(surveyed.samples) * excess;
  }
  var length = 2u * params.shortest;
  if (moment > 0.0) {
    let exponent = clamp(round(log2(2.0 * sum / moment)), 0.0, 31.0);
    length = clamp(1u << u32(exponent), params.shortest, params.longest);
  }
  shape.samples = length;
  shape.hop = length / 4u;
  shape.frames = (params.nSamples - 1u + length - length / 4u) / (length / 4u) + 1u;
  shape.bins = length / 2u + 1u;
  shape.window = length - params.shortest;
  shape.rootStep = params.longest / length;
  shape.columns = params.framePoints / length;
  var n = 0u;
  for (var rest = length; rest > 1u; rest /= shape.radices[n - 1u]) {
    shape.radices[n] = select(2u, 4u, rest % 4u == 0u);
    n++;
  }
  shape.passes = n;
}
