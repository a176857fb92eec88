// New magnitudes for the cells of one frame of one trace, then its inverse FFT, times the synthesis window.
// Grid: (nTraces, nRows = frames). coefficients, spread: as aperture_spread. window: 2 HALF, synthesis window x sum of
// the analysis window / HALF. twiddles: as shared/fft. survey: as gather/survey. frames: (frames, 2 HALF, nTraces).
// Bins outside [firstBin, firstBin + bandBins) pass. smoothing: frames in the box mean of median and MAD.
// Must hold: a silent cell stays silent. Twin: tf-denoise/reference.ts. Source: scipy.signal.istft.
#import shared/fft
#import shared/gather_scale
#import shared/spectral_rule

struct Params {
  nTraces: u32, nRows: u32, firstBin: u32, bandBins: u32, smoothing: u32,
  rule: u32, k: f32, protection: u32, protectionFactor: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<vec2f>;
@group(0) @binding(2) var<storage, read> spread: array<vec2f>;
@group(0) @binding(3) var<storage, read> window: array<f32>;
@group(0) @binding(4) var<storage, read> twiddles: array<vec2f>;
@group(0) @binding(5) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(6) var<storage, read_write> frames: array<f32>;

// Box mean over frames, nearest at the ends; an even box reaches one frame farther back (scipy uniform_filter1d).
fn smoothed_spread(frame: u32, bin: u32, trace: u32) -> vec2f {
  var sum = vec2f(0.0);
  for (var i = 0u; i < params.smoothing; i++) {
    let nearest = clamp(i32(frame + i) - i32(params.smoothing / 2u), 0, i32(params.nRows) - 1);
    sum += spread[(u32(nearest) * params.bandBins + bin) * params.nTraces + trace];
  }
  return sum / f32(params.smoothing);
}

fn denoised_cell(frame: u32, bin: u32, trace: u32) -> vec2f {
  let coefficient = coefficients[(frame * (HALF + 1u) + bin) * params.nTraces + trace];
  let bandBin = bin - params.firstBin;
  let magnitude = length(coefficient);
  if (bin < params.firstBin || bandBin >= params.bandBins || magnitude == 0.0) { return coefficient; }
  let noiseFloor = 1e-10 * gather_scale(survey[2]);
  let near = smoothed_spread(frame, bandBin, trace);
  let threshold = spectral_threshold(near, params.k, noiseFloor);
  let ruled = ruled_magnitude(magnitude, near.x, threshold, noiseFloor, params.rule);
  let kept = protected_magnitude(magnitude, ruled, near.x, params.protection, params.protectionFactor);
  return coefficient * (kept / magnitude);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let dc = denoised_cell(row, 0u, trace).x;
  let nyquist = denoised_cell(row, HALF, trace).x;
  fft_work[0] = 0.5 * vec2f(dc + nyquist, dc - nyquist);
  for (var bin = 1u; bin <= HALF / 2u; bin++) {
    let lower = denoised_cell(row, bin, trace);
    let upper = conjugate(denoised_cell(row, HALF - bin, trace));
    let even = 0.5 * (lower + upper);
    let odd = times_i(complex_multiply(0.5 * (lower - upper), conjugate(twiddles[bin])));
    fft_work[bin] = even + odd;
    fft_work[HALF - bin] = conjugate(even - odd);
  }
  let result = fft(true);
  for (var m = 0u; m < HALF; m++) {
    let pair = fft_work[result + m];
    let at = (row * HALF + m) * 2u * params.nTraces + trace;
    frames[at] = pair.x * window[2u * m];
    frames[at + params.nTraces] = pair.y * window[2u * m + 1u];
  }
}
