// Fourier transforms of a length found at run time, `shape.columns` of them side by side in workgroup memory: self-sorting
// passes of radix 2, 3, 4 and 5 by butterflies in registers. The entry file binds `shape` and `roots`: exp(-2 pi i k / n)
// at k shape.rootStep. All threads call transform_frames. Must hold: samples x columns <= FRAME_POINTS.
// Twin: fft.ts. Source: Stockham's order as in Van Loan 1992, section 1.7; Singleton 1969.
#import shared/butterflies
#import shared/patch_shape

const FRAME_THREADS = 256u;
const FRAME_POINTS = 1024u;
// Butterflies of a thread in a pass of radix 2.
const HELD_PAIRS = FRAME_POINTS / 2u / FRAME_THREADS;

// Point k of column c at k shape.columns + c.
var<workgroup> points: array<vec2f, FRAME_POINTS>;

// In place; direction 1 forward, -1 inverse (not divided).
fn transform_frames(direction: f32, local: u32) {
  var stride = 1u;
  for (var pass_ = 0u; pass_ < shape.passes; pass_++) {
    let radix = shape.radices[pass_];
    frame_pass(radix, stride, direction, local);
    stride *= radix;
  }
}

fn frame_pass(radix: u32, stride: u32, direction: f32, local: u32) {
  let columns = shape.columns;
  let nGroups = shape.samples / radix;
  var held: array<Few, HELD_PAIRS>;
  #for i in 0..HELD_PAIRS
  if (local + i * FRAME_THREADS < nGroups * columns) {
    let at = local + i * FRAME_THREADS;
    var x: Few;
    #for m in 0..LARGEST_RADIX
    if (m < radix) { x[m] = points[at + m * nGroups * columns]; }
    #end
    held[i] = dft(x, radix, direction);
  }
  #end
  workgroupBarrier();
  #for i in 0..HELD_PAIRS
  if (local + i * FRAME_THREADS < nGroups * columns) {
    let group = (local + i * FRAME_THREADS) / columns;
    let column = (local + i * FRAME_THREADS) % columns;
    let turn = group / stride * stride;
    let to_ = turn * radix + group % stride;
    points[to_ * columns + column] = held[i][0];
    #for r in 1..LARGEST_RADIX
    if (r < radix) {
      let root = roots[r * turn * shape.rootStep] * vec2f(1.0, direction);
      points[(to_ + r * stride) * columns + column] = complex_multiply(held[i][r], root);
    }
    #end
  }
  #end
  workgroupBarrier();
}
