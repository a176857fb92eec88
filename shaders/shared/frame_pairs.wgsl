// Samples of one frame of a Fourier transform over time, two neighbouring traces side by side.
// The entry file binds `before` (float32 bits) and imports shared/workgroup_fft. params has nTraces, nSamples,
// beforeTraces, beforeOffset, hop and extension (0 zeros, 1 reflection).
#import shared/extension
#import shared/gather_scale
#import shared/workgroup_fft

const HALF = POINTS / 2u;
const PAIRS = (POINTS * COLUMNS + THREADS - 1u) / THREADS;

// Elements local, local + THREADS, ...: sample / COLUMNS, column % COLUMNS.
alias Pairs = array<vec2f, PAIRS>;

// Zero beyond the traces and beyond the extension; a bad sample counts as zero.
fn sample_at(i: i32, trace: i32) -> f32 {
  let n = i32(params.nSamples);
  if (trace < 0 || trace >= i32(params.nTraces)) { return 0.0; }
  var row = u32(i);
  if (i < 0 || i >= n) {
    if (params.extension == 0u || i < -i32(HALF) || i >= n + i32(HALF)) { return 0.0; }
    row = reflect_index(i, n);
  }
  let bits = before[row * params.beforeTraces + params.beforeOffset + u32(trace)];
  return bitcast<f32>(select(0u, bits, is_finite_bits(bits)));
}

// Of the traces from `firstTrace` on, which may lie before the first there is.
fn fetch_frame(frame: u32, firstTrace: i32, local: u32) -> Pairs {
  var pairs: Pairs;
  #for i in 0..PAIRS
  {
    let at = local + i * THREADS;
    let sample = i32(frame * params.hop + at / COLUMNS) - i32(HALF);
    let trace = firstTrace + i32(2u * (at % COLUMNS));
    if (at < POINTS * COLUMNS) { pairs[i] = vec2f(sample_at(sample, trace), sample_at(sample, trace + 1)); }
  }
  #end
  return pairs;
}
