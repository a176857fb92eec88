// The best basis of each trace, from the bottom of the tree up: a node is chosen when it costs no more than its children.
// Grid: (nTraces, nRows = 1). costs: as wpt_cost. nNodes: nodes of all levels + 1, the children of h being 2h, 2h + 1.
// basis: (2 nNodes, nTraces): row h the cost of the best basis below h, row nNodes + h 1 where h is chosen, else 0.
// A chosen node counts in place of all below it, whatever those say. keepsApproximation: 2^j are never chosen, for
// j below the last level. Must hold: nNodes a power of two. Twin: chooseBasis. Source: Coifman & Wickerhauser 1992.

struct Params { nTraces: u32, nRows: u32, nNodes: u32, keepsApproximation: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> costs: array<f32>;
@group(0) @binding(2) var<storage, read_write> basis: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  for (var node = params.nNodes - 1u; node > 0u; node--) {
    let own = costs[node * params.nTraces + trace];
    var best = own;
    var isChosen = true;
    if (2u * node < params.nNodes) {
      let left = basis[2u * node * params.nTraces + trace];
      let right = basis[(2u * node + 1u) * params.nTraces + trace];
      let isExempt = params.keepsApproximation == 1u && (node & (node - 1u)) == 0u;
      isChosen = own <= left + right && !isExempt;
      best = select(left + right, own, isChosen);
    }
    basis[node * params.nTraces + trace] = best;
    basis[(params.nNodes + node) * params.nTraces + trace] = select(0.0, 1.0, isChosen);
  }
}
