// Pixels of a plane as the bits of float32, with two marks among the non-finite ones.

const NO_DATA = 0x7f800000u;
const NOT_FINITE = 0x7fc00000u;

fn is_finite(bits: u32) -> bool {
  return (bits & 0x7f800000u) != 0x7f800000u;
}
