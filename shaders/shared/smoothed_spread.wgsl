// Box mean of median and MAD over samples, nearest at the ends; an even box reaches one sample farther back (scipy
// uniform_filter1d). The entry file has `spread` and `params` with nTraces, nSamples and smoothing, the samples in the box.

fn smoothed_spread(firstCell: u32, sample: u32, trace: u32) -> vec2f {
  var sum = vec2f(0.0);
  for (var i = 0u; i < params.smoothing; i++) {
    let nearest = clamp(i32(sample + i) - i32(params.smoothing / 2u), 0, i32(params.nSamples) - 1);
    sum += spread[(firstCell + u32(nearest)) * params.nTraces + trace];
  }
  return sum / f32(params.smoothing);
}
