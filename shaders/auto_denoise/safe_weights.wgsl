// Weights of four methods, and of what a robust one made: of that alone, where the share of outliers is above mostOutliers;
// else of the four as they are. One thread. figures: among others, from shareAt, that share. weights: of each.
// Twin: processes/auto-denoise/reference.ts.

struct Params { nTraces: u32, shareAt: u32, mostOutliers: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> figures: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32, 5>;

@compute @workgroup_size(1)
fn main() {
  let isErratic = figures[params.shareAt] > params.mostOutliers;
  for (var m = 0u; m < 4u; m++) { weights[m] = select(weights[m], 0.0, isErratic); }
  weights[4] = select(0.0, 1.0, isErratic);
}
