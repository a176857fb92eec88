// One level of the stationary wavelet transform, periodic over nRows samples.
// Grid: (nTraces, nRows). filters: decLo then decHi, nTaps each. samples: (nRows, nTraces), the level above.
// approximation: (nRows, nTraces). details: rows [detailStart, detailStart + nRows) of all bands.
// Must hold: dilation = 2^(level - 1), nRows a multiple of 2^level. Twin: swtPlan().forward.
// Source: Nason & Silverman 1995; pywt.swt with norm=False.

struct Params { nTraces: u32, nRows: u32, nTaps: u32, dilation: u32, detailStart: u32 }
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
  let step = params.dilation % params.nRows;
  var i = (row + params.dilation * (params.nTaps / 2u)) % params.nRows;
  var lo = 0.0;
  var hi = 0.0;
  for (var k = 0u; k < params.nTaps; k++) {
    let x = samples[i * params.nTraces + trace];
    lo += filters[k] * x;
    hi += filters[params.nTaps + k] * x;
    i = select(i + params.nRows - step, i - step, i >= step);
  }
  approximation[row * params.nTraces + trace] = lo;
  details[(params.detailStart + row) * params.nTraces + trace] = hi;
}
