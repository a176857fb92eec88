// Gaussian means of products over the cells of a trace, which is mirrored at its ends; the counts stay as they are.
// Grid: (nTraces, nRows = cells of a trace). cells: as similarity_cells. weights: of the Gaussian, an odd number.
// means: as cells. Twin: measures/local-similarity/reference.ts.
#import shared/extension

struct Params { nTraces: u32, nRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> cells: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> means: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let reach = i32(arrayLength(&weights) / 2u);
  var sum = vec3f(0.0);
  for (var i = -reach; i <= reach; i++) {
    let other = symmetric_index(i32(row) + i, i32(params.nRows));
    sum += weights[i + reach] * cells[other * params.nTraces + trace].xyz;
  }
  let at = row * params.nTraces + trace;
  means[at] = vec4f(sum, cells[at].w);
}
