// One self-sorting pass of a Fourier transform of any length, over memory: one output value of one trace a thread.
// Grid: (nTraces, nRows <= n). before: (n, nTraces) of (re, im). roots: exp(-2 pi i k / n), k in [0, n).
// after: rows of the same, of which [firstRow, firstRow + nRows) are written.
// The pass breaks transforms of length n / stride into radix parts; a prime radix is its plain DFT.
// direction: 1 forward, -1 inverse (not divided by n). Must hold: radix divides n / stride.
// Twin: fft.ts. Source: Stockham's order as in Van Loan 1992, section 1.7.
#import shared/complex

struct Params { nTraces: u32, nRows: u32, n: u32, stride: u32, radix: u32, direction: f32, firstRow: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<vec2f>;
@group(0) @binding(2) var<storage, read> roots: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> after: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let q = row % params.stride;
  let r = (row / params.stride) % params.radix;
  let p = row / (params.stride * params.radix);
  let count = params.n / (params.stride * params.radix);
  // Both are multiples of the stride, as all powers of this pass are.
  let turn = (r * count * params.stride) % params.n;
  var at = (r * p * params.stride) % params.n;
  var sum = vec2f(0.0);
  for (var m = 0u; m < params.radix; m++) {
    let root = roots[at] * vec2f(1.0, params.direction);
    sum += complex_multiply(before[(q + params.stride * (p + m * count)) * params.nTraces + trace], root);
    at += turn;
    at = select(at, at - params.n, at >= params.n);
  }
  after[(params.firstRow + row) * params.nTraces + trace] = sum;
}
