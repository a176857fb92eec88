// One level of the inverse decimated wavelet transform, shrinking the details on the way.
// Grid: (nTraces, nRows = length of the level above; at most 2 nBand - nTaps + 2).
// filters: recLo then recHi. approximation: (>= nBand, nTraces). details: all bands; this one starts at detailStart.
// medians: median |d| of each band, (level, nTraces); medianRow is the one that the noise scale comes from.
// samples: (nRows, nTraces). Twin: shrink and dwtPlan().inverse. Source: Mallat 1989; pywt.idwt.
#import shared/shrink

struct Params {
  nTraces: u32, nRows: u32, nTaps: u32, detailStart: u32, medianRow: u32, rule: u32, k: f32,
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
  var sum = 0.0;
  var tap = params.nTaps - 2u + (row & 1u);
  for (var pair = 0u; pair < params.nTaps / 2u; pair++) {
    let i = row / 2u + pair;
    let detail = details[(params.detailStart + i) * params.nTraces + trace];
    sum += filters[tap] * approximation[i * params.nTraces + trace];
    sum += filters[params.nTaps + tap] * shrink(detail, threshold, params.rule);
    tap -= 2u;
  }
  samples[row * params.nTraces + trace] = sum;
}
