// One level of the inverse wavelet packet transform: every pair of nodes becomes the one above. Shrinks nothing.
// Grid: (nTraces, nRows = nodes above x parentRows). filters: recLo then recHi, nTaps each.
// children: nodes end to end, nodeRows each: a, d, a, d, ... parents: nodes end to end, parentRows each.
// Must hold: parentRows <= 2 nodeRows - nTaps + 2. Twin: wptPlan().inverse. Source: as wpt_forward.

struct Params { nTraces: u32, nRows: u32, parentRows: u32, nodeRows: u32, nTaps: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> filters: array<f32>;
@group(0) @binding(2) var<storage, read> children: array<f32>;
@group(0) @binding(3) var<storage, read_write> parents: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let node = row / params.parentRows;
  let sample = row % params.parentRows;
  let detailOffset = params.nodeRows * params.nTraces;
  var at = (2u * node * params.nodeRows + sample / 2u) * params.nTraces + trace;
  var sum = 0.0;
  var tap = params.nTaps - 2u + (sample & 1u);
  for (var pair = 0u; pair < params.nTaps / 2u; pair++) {
    sum += filters[tap] * children[at];
    sum += filters[params.nTaps + tap] * children[at + detailOffset];
    at += params.nTraces;
    tap -= 2u;
  }
  parents[row * params.nTraces + trace] = sum;
}
