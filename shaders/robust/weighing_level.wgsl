// What residuals are weighed by: their level, the largest so far, from the median of their powers; and where the weights of
// runs and of stretches begin to fall, by the share of the band that the noise fills. One thread.
// shape: of the frames whose noise is known; noise: of each bin (power, -). median: (power, -). weighing: (level, start of
// runs, start of stretches), in units of the level; isFirst: there is no level before. Twin: processes/robust/safe-robust.ts.
#import shared/patch_shape

// Median of the magnitudes of normally distributed values, by their standard deviation.
const NORMAL_MEDIAN = 0.6745;
const RUN = 13.0;
const RUN_DEVIATIONS = 3.0;
const STRETCH = 101.0;
const STRETCH_DEVIATIONS = 5.5;

struct Params { nTraces: u32, isFirst: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> noise: array<vec2f>;
@group(0) @binding(3) var<storage, read> median: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> weighing: array<f32, 3>;

@compute @workgroup_size(1)
fn main() {
  let level = sqrt(median[0].x) / NORMAL_MEDIAN;
  weighing[0] = select(max(weighing[0], level), level, params.isFirst == 1u);
  let share = band_share();
  weighing[1] = 1.0 + RUN_DEVIATIONS / sqrt(2.0 * RUN * share);
  weighing[2] = 1.0 + STRETCH_DEVIATIONS / sqrt(2.0 * STRETCH * share);
}

fn band_share() -> f32 {
  var sum = 0.0;
  for (var bin = 0u; bin < shape.bins; bin++) { sum += noise[bin].x; }
  if (sum == 0.0) { return 1.0; }
  var squares = 0.0;
  for (var bin = 0u; bin < shape.bins; bin++) { squares += noise[bin].x / sum * (noise[bin].x / sum); }
  return 1.0 / (f32(shape.bins) * squares);
}
