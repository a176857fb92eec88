// Samples of a run as its measures take them: in the unit of the gather's largest sample, bad ones as zero.
#import shared/gather_scale

fn scaled_sample(bits: u32, scale: f32) -> f32 {
  return bitcast<f32>(select(0u, bits, is_finite_bits(bits))) * scale;
}

// A live sample is neither bad nor zero.
fn is_live(bits: u32) -> bool {
  return is_finite_bits(bits) && (bits & 0x7fffffffu) != 0u;
}
