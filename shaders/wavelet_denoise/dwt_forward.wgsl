// One level of the decimated wavelet transform, symmetric extension, any length.
// Grid: (nTraces, nRows = floor((nSamples + nTaps - 1) / 2) outputs).
// filters: decLo then decHi, nTaps each. samples: (nSamples, nTraces), the level above. approximation: (nRows,
// nTraces). details: rows [detailStart, detailStart + nRows) of all bands of all levels.
// Must hold: nTaps even. Twin: dwtPlan().forward. Source: Mallat 1989; pywt.dwt.
#import shared/extension

struct Params { nTraces: u32, nRows: u32, nSamples: u32, nTaps: u32, detailStart: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> filters: array<f32>;
@group(0) @binding(2) var<storage, read> samples: array<f32>;
@group(0) @binding(3) var<storage, read_write> approximation: array<f32>;
@group(0) @binding(4) var<storage, read_write> details: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  var lo = 0.0;
  var hi = 0.0;
  for (var k = 0u; k < params.nTaps; k++) {
    let i = symmetric_index(2 * i32(row) + 1 - i32(k), i32(params.nSamples));
    let x = samples[i * params.nTraces + trace];
    lo += filters[k] * x;
    hi += filters[params.nTaps + k] * x;
  }
  approximation[row * params.nTraces + trace] = lo;
  details[(params.detailStart + row) * params.nTraces + trace] = hi;
}
