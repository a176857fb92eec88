// One level of the inverse stationary wavelet transform (the average over shifts), shrinking the details on the way.
// Grid: (nTraces, nRows). filters: recLo then recHi. approximation, samples: (nRows, nTraces).
// details: all bands; this one starts at row detailStart. medians: (level, nTraces); medianRow as in dwt_inverse.
// Must hold: dilation = 2^(level - 1). Twin: shrink and swtPlan().inverse. Source: pywt.iswt.
#import shared/shrink

struct Params {
  nTraces: u32, nRows: u32, nTaps: u32, dilation: u32, detailStart: u32, medianRow: u32, rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> filters: array<f32>;
@group(0) @binding(2) var<storage, read> approximation: array<f32>;
@group(0) @binding(3) var<storage, read> details: array<f32>;
@group(0) @binding(4) var<storage, read> medians: array<f32>;
@group(0) @binding(5) var<storage, read_write> samples: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let threshold = noise_threshold(medians[params.medianRow * params.nTraces + trace], params.k);
  let step = params.dilation % params.nRows;
  var i = (row + params.dilation * (params.nTaps / 2u - 1u)) % params.nRows;
  var sum = 0.0;
  for (var tap = 0u; tap < params.nTaps; tap++) {
    let detail = details[(params.detailStart + i) * params.nTraces + trace];
    sum += filters[tap] * approximation[i * params.nTraces + trace];
    sum += filters[params.nTaps + tap] * shrink(detail, threshold, params.rule);
    i = select(i + params.nRows - step, i - step, i >= step);
  }
  samples[row * params.nTraces + trace] = 0.5 * sum;
}
