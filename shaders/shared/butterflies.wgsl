// Fourier transforms of 2, 3, 4, 5 and 8 numbers in registers. direction: 1 forward, -1 inverse (not divided).
// Source: Singleton 1969; the 8 by two of 4.
#import shared/complex

const LARGEST_RADIX = 8u;
alias Few = array<vec2f, LARGEST_RADIX>;

fn dft(x: Few, radix: u32, direction: f32) -> Few {
  if (radix == 8u) { return dft8(x, direction); }
  if (radix == 5u) { return dft5(x, direction); }
  if (radix == 4u) { return dft4(x, direction); }
  if (radix == 3u) { return dft3(x, direction); }
  return Few(x[0] + x[1], x[0] - x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
}

// Times -i forward, times i inverse.
fn quarter_turn(z: vec2f, direction: f32) -> vec2f {
  return direction * vec2f(z.y, -z.x);
}

fn dft3(x: Few, direction: f32) -> Few {
  let sum = x[1] + x[2];
  let middle = x[0] - 0.5 * sum;
  let side = quarter_turn(0.86602540378443865 * (x[1] - x[2]), direction);
  return Few(x[0] + sum, middle + side, middle - side, x[3], x[4], x[5], x[6], x[7]);
}

fn dft4(x: Few, direction: f32) -> Few {
  let even = x[0] + x[2];
  let odd = x[1] + x[3];
  let middle = x[0] - x[2];
  let side = quarter_turn(x[1] - x[3], direction);
  return Few(even + odd, middle + side, even - odd, middle - side, x[4], x[5], x[6], x[7]);
}

fn dft5(x: Few, direction: f32) -> Few {
  let outer = x[1] + x[4];
  let inner = x[2] + x[3];
  let first = x[0] + 0.30901699437494742 * outer - 0.80901699437494742 * inner;
  let second = x[0] - 0.80901699437494742 * outer + 0.30901699437494742 * inner;
  let outerDifference = x[1] - x[4];
  let innerDifference = x[2] - x[3];
  let firstSide = quarter_turn(0.95105651629515357 * outerDifference + 0.58778525229247313 * innerDifference, direction);
  let secondSide = quarter_turn(0.58778525229247313 * outerDifference - 0.95105651629515357 * innerDifference, direction);
  let sum = x[0] + outer + inner;
  return Few(sum, first + firstSide, second + secondSide, second - secondSide, first - firstSide, x[5], x[6], x[7]);
}

fn dft8(x: Few, direction: f32) -> Few {
  let even = dft4(Few(x[0], x[2], x[4], x[6], x[0], x[0], x[0], x[0]), direction);
  let odd = dft4(Few(x[1], x[3], x[5], x[7], x[0], x[0], x[0], x[0]), direction);
  let turned1 = 0.70710678118654752 * (odd[1] + quarter_turn(odd[1], direction));
  let turned2 = quarter_turn(odd[2], direction);
  let turned3 = 0.70710678118654752 * (quarter_turn(odd[3], direction) - odd[3]);
  return Few(
    even[0] + odd[0], even[1] + turned1, even[2] + turned2, even[3] + turned3,
    even[0] - odd[0], even[1] - turned1, even[2] - turned2, even[3] - turned3,
  );
}
