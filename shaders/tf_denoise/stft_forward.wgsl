// Short-time Fourier transform: one windowed frame of one trace a thread, as a real FFT by a complex one of half size.
// Grid: (nTraces, nRows = frames). samples: (nSamples, nTraces). window: 2 HALF, analysis window / its sum.
// twiddles: as shared/fft. coefficients: (frames, HALF + 1 bins, nTraces) of (re, im).
// Frame f covers samples [f hop - HALF, f hop + HALF); up to HALF before 0 and after nSamples the trace is reflected
// (extension 1) or zero (0), and zero beyond. Must hold: window even. Twin: stftPlan. Source: scipy.signal.stft.
#import shared/extension
#import shared/fft

struct Params { nTraces: u32, nRows: u32, nSamples: u32, hop: u32, extension: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read> window: array<f32>;
@group(0) @binding(3) var<storage, read> twiddles: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> coefficients: array<vec2f>;

fn sample_at(i: i32, trace: u32) -> f32 {
  let n = i32(params.nSamples);
  let isInside = i >= 0 && i < n;
  if (!isInside && (params.extension == 0u || i < -i32(HALF) || i >= n + i32(HALF))) { return 0.0; }
  return samples[reflect_index(i, n) * params.nTraces + trace];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let start = i32(row * params.hop) - i32(HALF);
  for (var m = 0u; m < HALF; m++) {
    let even = sample_at(start + i32(2u * m), trace) * window[2u * m];
    let odd = sample_at(start + i32(2u * m + 1u), trace) * window[2u * m + 1u];
    fft_work[m] = vec2f(even, odd);
  }
  let result = fft(false);
  for (var bin = 0u; bin <= HALF; bin++) {
    let z = fft_work[result + bin % HALF];
    let mirrored = conjugate(fft_work[result + (HALF - bin) % HALF]);
    let odd = complex_multiply(twiddles[bin], -times_i(0.5 * (z - mirrored)));
    coefficients[(row * (HALF + 1u) + bin) * params.nTraces + trace] = 0.5 * (z + mirrored) + odd;
  }
}
