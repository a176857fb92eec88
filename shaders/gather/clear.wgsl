// Zeros. Grid: (nTraces numbers, 1 row).

struct Params { nTraces: u32, nRows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> numbers: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.nTraces) { numbers[id.x] = 0u; }
}
