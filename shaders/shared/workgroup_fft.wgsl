// Fourier transforms of any length in workgroup memory, COLUMNS side by side: self-sorting passes of radix 2, 3, 4, 5
// and 8 by butterflies in registers, of any other radix output by output.
// The entry file binds `roots`: exp(-2 pi i k / POINTS), k in [0, POINTS); and sizes RADICES, which multiply to POINTS,
// with STRIDES, the products of those before each, and HELD = ceil(POINTS / least butterfly radix x COLUMNS / THREADS).
// All threads call transform. Twin: fft.ts. Source: Stockham's order as in Van Loan 1992, section 1.7; Singleton 1969.
#import shared/complex

const THREADS = 256u;
const POINTS = 64u;
const COLUMNS = 4u;
const PASSES = 2u;
const RADICES = array(8u, 8u);
const STRIDES = array(1u, 8u);
const HELD = 1u;
const HELD_OUTPUTS = (POINTS * COLUMNS + THREADS - 1u) / THREADS;

// Point k of column c at k COLUMNS + c.
var<workgroup> points: array<vec2f, POINTS * COLUMNS>;

// Columns [first, first + count), in place; direction 1 forward, -1 inverse (not divided by POINTS).
fn transform(first: u32, count: u32, direction: f32, local: u32) {
  #for i in 0..PASSES
  if (RADICES[i] == 7u || RADICES[i] > LARGEST_RADIX) { plain_pass(first, count, RADICES[i], STRIDES[i], direction, local); }
  else { butterfly_pass(first, count, RADICES[i], STRIDES[i], direction, local); }
  #end
}

fn root(exponent: u32, direction: f32) -> vec2f {
  return roots[exponent] * vec2f(1.0, direction);
}

fn butterfly_pass(first: u32, count: u32, radix: u32, stride: u32, direction: f32, local: u32) {
  let nGroups = POINTS / radix;
  var held: array<Few, HELD>;
  #for i in 0..HELD
  if (local + i * THREADS < nGroups * count) {
    let group = (local + i * THREADS) / count;
    let column = first + (local + i * THREADS) % count;
    var x: Few;
    #for m in 0..LARGEST_RADIX
    if (m < radix) { x[m] = points[(group + m * nGroups) * COLUMNS + column]; }
    #end
    held[i] = dft(x, radix, direction);
  }
  #end
  workgroupBarrier();
  #for i in 0..HELD
  if (local + i * THREADS < nGroups * count) {
    let group = (local + i * THREADS) / count;
    let column = first + (local + i * THREADS) % count;
    let turn = group / stride * stride;
    let to_ = turn * radix + group % stride;
    points[to_ * COLUMNS + column] = held[i][0];
    #for r in 1..LARGEST_RADIX
    if (r < radix) {
      points[(to_ + r * stride) * COLUMNS + column] = complex_multiply(held[i][r], root(r * turn, direction));
    }
    #end
  }
  #end
  workgroupBarrier();
}

fn plain_pass(first: u32, count: u32, radix: u32, stride: u32, direction: f32, local: u32) {
  let nGroups = POINTS / radix;
  var held: array<vec2f, HELD_OUTPUTS>;
  #for i in 0..HELD_OUTPUTS
  if (local + i * THREADS < POINTS * count) {
    let row = (local + i * THREADS) / count;
    let column = first + (local + i * THREADS) % count;
    let group = row / (stride * radix) * stride + row % stride;
    let r = row / stride % radix;
    var exponent = r * (group / stride * stride) % POINTS;
    for (var m = 0u; m < radix; m++) {
      held[i] += complex_multiply(points[(group + m * nGroups) * COLUMNS + column], root(exponent, direction));
      exponent = (exponent + r * nGroups) % POINTS;
    }
  }
  #end
  workgroupBarrier();
  #for i in 0..HELD_OUTPUTS
  if (local + i * THREADS < POINTS * count) {
    points[(local + i * THREADS) / count * COLUMNS + first + (local + i * THREADS) % count] = held[i];
  }
  #end
  workgroupBarrier();
}
