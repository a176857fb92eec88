// What the rule changes in a stretch of a row of the S-transform: the sum over its samples of (new - old).
// Grid: (nTraces, nRows = bins x stretches). cells: (bins, nSamples, nTraces) of (re, im). spread: the same of
// (median, MAD). survey: as gather/survey. changes: (bins, stretches, nTraces) of (re, im).
// smoothing: samples in the box mean of median and MAD. Must hold: a silent cell stays silent.
// Twin: tf-denoise/stransform-reference.ts.
#import shared/gather_scale
#import shared/spectral_rule

const STRETCH = 64u;
struct Params {
  nTraces: u32, nRows: u32, nSamples: u32, smoothing: u32,
  rule: u32, k: f32, protection: u32, protectionFactor: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> cells: array<vec2f>;
@group(0) @binding(2) var<storage, read> spread: array<vec2f>;
@group(0) @binding(3) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(4) var<storage, read_write> changes: array<vec2f>;

// Box mean over samples, nearest at the ends; an even box reaches one sample farther back (scipy uniform_filter1d).
fn smoothed_spread(firstCell: u32, sample: u32, trace: u32) -> vec2f {
  var sum = vec2f(0.0);
  for (var i = 0u; i < params.smoothing; i++) {
    let nearest = clamp(i32(sample + i) - i32(params.smoothing / 2u), 0, i32(params.nSamples) - 1);
    sum += spread[(firstCell + u32(nearest)) * params.nTraces + trace];
  }
  return sum / f32(params.smoothing);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let nStretches = (params.nSamples + STRETCH - 1u) / STRETCH;
  let firstCell = (row / nStretches) * params.nSamples;
  let start = (row % nStretches) * STRETCH;
  let noiseFloor = 1e-10 * gather_scale(survey[2]);
  var sum = vec2f(0.0);
  for (var sample = start; sample < min(start + STRETCH, params.nSamples); sample++) {
    let cell = cells[(firstCell + sample) * params.nTraces + trace];
    let magnitude = length(cell);
    let near = smoothed_spread(firstCell, sample, trace);
    let threshold = spectral_threshold(near, params.k, noiseFloor);
    let ruled = ruled_magnitude(magnitude, near.x, threshold, noiseFloor, params.rule);
    let kept = protected_magnitude(magnitude, ruled, near.x, params.protection, params.protectionFactor);
    if (kept != magnitude && magnitude > 0.0) { sum += cell * (kept / magnitude - 1.0); }
  }
  changes[row * params.nTraces + trace] = sum;
}
