// Nothing is listed. Grid: (nTraces = words of found, one row). found: as of stransform_list. Twin: none, it stores zeros.

struct Params { nTraces: u32, nRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> found: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.nTraces) { found[id.x] = 0u; }
}
