// Cost of each node of one level of packets: -sum p ln p, p = c^2 / energy of the trace, so that costs add up.
// Grid: (nTraces, nRows = nodes). coefficients: nodes end to end, nodeRows each, nTraces wide.
// costs: (nodes of all levels + 1, nTraces): row 0 the energy, node n of this level at row nRows + n.
// Must hold: the root (nRows = 1) goes first: it finds the energy. Twin: entropyCost.
// Source: Coifman & Wickerhauser 1992.

struct Params { nTraces: u32, nRows: u32, nodeRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read_write> costs: array<f32>;

// Sums of 32 before the sum of sums: rounding grows with the root of what it would.
const BLOCK = 32u;

fn energy_of(start: u32, trace: u32) -> f32 {
  var sum = 0.0;
  for (var first = 0u; first < params.nodeRows; first += BLOCK) {
    var part = 0.0;
    for (var i = first; i < min(first + BLOCK, params.nodeRows); i++) {
      let c = coefficients[(start + i) * params.nTraces + trace];
      part += c * c;
    }
    sum += part;
  }
  return sum;
}

fn entropy_of(start: u32, trace: u32, energy: f32) -> f32 {
  var sum = 0.0;
  for (var first = 0u; first < params.nodeRows; first += BLOCK) {
    var part = 0.0;
    for (var i = first; i < min(first + BLOCK, params.nodeRows); i++) {
      let c = coefficients[(start + i) * params.nTraces + trace];
      let p = c * c / energy;
      if (p > 0.0) { part -= p * log(p); }
    }
    sum += part;
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  if (params.nRows == 1u) { costs[trace] = energy_of(0u, trace); }
  let energy = costs[trace];
  var cost = 0.0;
  if (energy > 0.0) { cost = entropy_of(row * params.nodeRows, trace, energy); }
  costs[(params.nRows + row) * params.nTraces + trace] = cost;
}
