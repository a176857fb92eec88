// Sums of runs of up to 64 neighbouring pairs: run again on its own result until one pair is left.
// Grid: (nTraces = ceil(nPairs / 64), 1 row). pairs: nPairs of (a, b). sums: nTraces of (a, b).
// Must hold: nRows = 1. Twin: none (a sum).

struct Params { nTraces: u32, nRows: u32, nPairs: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> pairs: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> sums: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = id.x;
  let row = id.y + id.z * groups.y;
  if (run >= params.nTraces || row >= params.nRows) { return; }
  var sum = vec2f(0.0);
  for (var i = 64u * run; i < min(64u * run + 64u, params.nPairs); i++) { sum += pairs[i]; }
  sums[run] = sum;
}
