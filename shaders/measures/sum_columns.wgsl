// Sums of each column over runs of up to 64 rows: run again on its own result until one row is left.
// Grid: (nTraces = columns, nRows = ceil(nValues / 64)). values: (nValues, nTraces). sums: (nRows, nTraces), from value
// `at` on. Twin: none (a sum).

struct Params { nTraces: u32, nRows: u32, nValues: u32, at: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let column = id.x;
  let run = id.y + id.z * groups.y;
  if (column >= params.nTraces || run >= params.nRows) { return; }
  var sum = 0.0;
  for (var i = 64u * run; i < min(64u * run + 64u, params.nValues); i++) { sum += values[i * params.nTraces + column]; }
  sums[params.at + run * params.nTraces + column] = sum;
}
