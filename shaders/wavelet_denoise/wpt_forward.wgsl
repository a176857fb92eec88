// One level of the wavelet packet transform, symmetric extension: every node above is split in two.
// Grid: (nTraces, nRows = nodes above x nodeRows). filters: decLo then decHi, nTaps each.
// parents: nodes end to end, parentRows each, nTraces wide. children: nodes end to end, nodeRows each: a, d, a, d, ...
// Must hold: nTaps even, nodeRows = floor((parentRows + nTaps - 1) / 2). Twin: wptPlan().forward.
// Source: Coifman & Wickerhauser 1992; pywt.WaveletPacket.
#import shared/extension

struct Params { nTraces: u32, nRows: u32, parentRows: u32, nodeRows: u32, nTaps: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> filters: array<f32>;
@group(0) @binding(2) var<storage, read> parents: array<f32>;
@group(0) @binding(3) var<storage, read_write> children: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let node = row / params.nodeRows;
  let output = row % params.nodeRows;
  var lo = 0.0;
  var hi = 0.0;
  for (var k = 0u; k < params.nTaps; k++) {
    let i = symmetric_index(2 * i32(output) + 1 - i32(k), i32(params.parentRows));
    let x = parents[(node * params.parentRows + i) * params.nTraces + trace];
    lo += filters[k] * x;
    hi += filters[params.nTaps + k] * x;
  }
  let at = (2u * node * params.nodeRows + output) * params.nTraces + trace;
  children[at] = lo;
  children[at + params.nodeRows * params.nTraces] = hi;
}
