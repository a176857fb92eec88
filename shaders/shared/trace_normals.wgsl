// Gaussian noise by place: the same deviates as the twin's but for roundings, from the same 32 bits. What adapters take for
// a cosine is not good to float32: by quarters of a turn, and the series. Twin: dsp/probe-noise.ts.
// Source: C. Wellons, Prospecting for hash functions, 2018; Box and Muller 1958.

fn mixed_bits(bits: u32) -> u32 {
  var x = (bits ^ (bits >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}

fn trace_normal(trace: u32, i: i32) -> f32 {
  let radiusBits = mixed_bits(mixed_bits(2u * trace + 1u) + bitcast<u32>(i));
  let angleBits = mixed_bits(mixed_bits(2u * trace + 2u) + bitcast<u32>(i));
  let radius = sqrt(max(0.0, -2.0 * log((f32(radiusBits) + 0.5) * 2.3283064365386963e-10)));
  let quarter = (angleBits + 0x20000000u) >> 30u;
  let x = (f32(bitcast<i32>(angleBits - (quarter << 30u))) + 0.5) * 1.4629180792671596e-9;
  let x2 = x * x;
  let cosine = 1.0 - x2 / 2.0 * (1.0 - x2 / 12.0 * (1.0 - x2 / 30.0 * (1.0 - x2 / 56.0)));
  let sine = x * (1.0 - x2 / 6.0 * (1.0 - x2 / 20.0 * (1.0 - x2 / 42.0 * (1.0 - x2 / 72.0))));
  return radius * select(1.0, -1.0, quarter == 1u || quarter == 2u) * select(cosine, sine, quarter % 2u == 1u);
}
