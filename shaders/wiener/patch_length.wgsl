// Chooses the length of patches along time: of some lengths, each twice the one before, the one nearest two periods of the
// centroid frequency of what exceeds the noise; the second where nothing does. One thread.
// surveyed: the patches that powers are of; powers: as noise_power. candidates: the patches to choose from, for which
// `shortest` stands as the length of the first. shape: what is chosen. Twin: processes/wiener/patch-length.ts.
#import shared/patch_shape

struct Params { nTraces: u32, shortest: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> surveyed: PatchShape;
@group(0) @binding(2) var<storage, read> powers: array<vec2f>;
@group(0) @binding(3) var<storage, read> candidates: array<PatchShape>;
@group(0) @binding(4) var<storage, read_write> shape: PatchShape;

@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  var moment = 0.0;
  for (var bin = 0u; bin < surveyed.bins; bin++) {
    let excess = max(0.0, powers[bin].y - powers[bin].x);
    sum += excess;
    moment += f32(bin) / f32(surveyed.samples) * excess;
  }
  var choice = 1.0;
  if (moment > 0.0) { choice = clamp(round(log2(2.0 * sum / moment / params.shortest)), 0.0, 30.0); }
  shape = candidates[min(u32(choice), arrayLength(&candidates) - 1u)];
}
