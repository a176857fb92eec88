// The power of two that brings the largest sample of a gather into [1, 2), so that squares neither overflow nor
// vanish in float32. Exact both ways: only exponents change. maxBits: bits of the largest finite |x|.

fn scale_exponent(maxBits: u32) -> u32 {
  return clamp(maxBits >> 23u, 1u, 253u);
}

fn gather_scale(maxBits: u32) -> f32 {
  return bitcast<f32>((254u - scale_exponent(maxBits)) << 23u);
}

fn inverse_gather_scale(maxBits: u32) -> f32 {
  return bitcast<f32>(scale_exponent(maxBits) << 23u);
}

fn is_finite_bits(bits: u32) -> bool {
  return (bits & 0x7f800000u) != 0x7f800000u;
}
