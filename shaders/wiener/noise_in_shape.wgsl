// Noise powers of patches of one length as patches of another have them: between frequencies by a straight line.
// Grid: (nTraces >= bins, 1 row). measured, shape: the two kinds of patches; gain: of the noise from the one to the other
// across traces. powers, noise: of each bin (power, -). Twin: processes/wiener/noise-power.ts.
#import shared/patch_shape

struct Params { nTraces: u32, nRows: u32, gain: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> measured: PatchShape;
@group(0) @binding(2) var<storage, read> shape: PatchShape;
@group(0) @binding(3) var<storage, read> powers: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> noise: array<vec2f>;

// The sum of the squares of a sine window over its sum squared. The sum is 1 / sin(pi / 2 n), n at least 8; by the series,
// for what adapters take for a sine is not good to float32.
fn frame_gain(n: u32) -> f32 {
  let x = 1.5707963267948966 / f32(n);
  let sine = x * (1.0 - x * x / 6.0 * (1.0 - x * x / 20.0 * (1.0 - x * x / 42.0)));
  return 0.5 * f32(n) * sine * sine;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let bin = id.x;
  if (bin >= shape.bins) { return; }
  let below = min(measured.bins - 2u, bin * measured.samples / shape.samples);
  let weight = f32(bin * measured.samples) / f32(shape.samples) - f32(below);
  let power = (1.0 - weight) * powers[below].x + weight * powers[below + 1u].x;
  noise[bin] = vec2f(power * params.gain * frame_gain(shape.samples) / frame_gain(measured.samples), 0.0);
}
