// Fourier transforms of 2 and 4 numbers in registers, in the place of shared/butterflies where a length is a power of two:
// less to compile. direction: 1 forward, -1 inverse (not divided).
#import shared/complex

const LARGEST_RADIX = 4u;
alias Few = array<vec2f, LARGEST_RADIX>;

fn dft(x: Few, radix: u32, direction: f32) -> Few {
  let even = x[0] + x[2];
  let odd = x[1] + x[3];
  let middle = x[0] - x[2];
  // Times -i forward, times i inverse.
  let side = direction * vec2f(x[1].y - x[3].y, x[3].x - x[1].x);
  if (radix == 2u) { return Few(x[0] + x[1], x[0] - x[1], x[2], x[3]); }
  return Few(even + odd, middle + side, even - odd, middle - side);
}
