// Complex FFT of HALF points in one thread's private memory: Stockham, radix 4, 2 and any odd prime (by its DFT).
// Fill fft_work[0 .. HALF), call fft; the result starts at the returned offset. The inverse is not divided by HALF.
// The entry file binds `twiddles`: exp(-2 pi i k / (2 HALF)), k in [0, 2 HALF), made in double precision.
// Source: Cooley & Tukey 1965; the self-sorting order of Stockham as in Van Loan 1992, section 1.7.
#import shared/complex

const HALF = 256u;

var<private> fft_work: array<vec2f, 2u * HALF>;

// Root of unity exp(-+ 2 pi i e / HALF).
fn root(exponent: u32, isInverse: bool) -> vec2f {
  let w = twiddles[2u * exponent];
  return select(w, conjugate(w), isInverse);
}

fn radix_of(n: u32) -> u32 {
  if (n % 4u == 0u) { return 4u; }
  if (n % 2u == 0u) { return 2u; }
  for (var divisor = 3u; divisor * divisor <= n; divisor += 2u) {
    if (n % divisor == 0u) { return divisor; }
  }
  return n;
}

fn fft(isInverse: bool) -> u32 {
  var remaining = HALF;
  var stride = 1u;
  var source = 0u;
  while (remaining > 1u) {
    let radix = radix_of(remaining);
    let groups = remaining / radix;
    let target_ = HALF - source;
    for (var group = 0u; group < groups; group++) {
      for (var q = 0u; q < stride; q++) {
        let from_ = source + q + stride * group;
        let to_ = target_ + q + stride * radix * group;
        if (radix == 4u) {
          butterfly4(from_, stride * groups, to_, stride, stride * group, isInverse);
        } else if (radix == 2u) {
          butterfly2(from_, stride * groups, to_, stride, stride * group, isInverse);
        } else {
          butterfly_any(radix, from_, stride * groups, to_, stride, stride * group, isInverse);
        }
      }
    }
    remaining = groups;
    stride = stride * radix;
    source = target_;
  }
  return source;
}

fn butterfly2(from_: u32, fromStep: u32, to_: u32, toStep: u32, exponent: u32, isInverse: bool) {
  let a = fft_work[from_];
  let b = fft_work[from_ + fromStep];
  fft_work[to_] = a + b;
  fft_work[to_ + toStep] = complex_multiply(a - b, root(exponent, isInverse));
}

fn butterfly4(from_: u32, fromStep: u32, to_: u32, toStep: u32, exponent: u32, isInverse: bool) {
  let a = fft_work[from_];
  let b = fft_work[from_ + fromStep];
  let c = fft_work[from_ + 2u * fromStep];
  let d = fft_work[from_ + 3u * fromStep];
  let turned = select(-times_i(b - d), times_i(b - d), isInverse);
  fft_work[to_] = a + c + (b + d);
  fft_work[to_ + toStep] = complex_multiply(a - c + turned, root(exponent, isInverse));
  fft_work[to_ + 2u * toStep] = complex_multiply(a + c - (b + d), root(2u * exponent, isInverse));
  fft_work[to_ + 3u * toStep] = complex_multiply(a - c - turned, root(3u * exponent, isInverse));
}

fn butterfly_any(radix: u32, from_: u32, fromStep: u32, to_: u32, toStep: u32, exponent: u32, isInverse: bool) {
  for (var u = 0u; u < radix; u++) {
    var sum = fft_work[from_];
    for (var t = 1u; t < radix; t++) {
      let turns = (u * t * (HALF / radix)) % HALF;
      sum += complex_multiply(fft_work[from_ + t * fromStep], root(turns, isInverse));
    }
    fft_work[to_ + u * toStep] = complex_multiply(sum, root(exponent * u, isInverse));
  }
}
