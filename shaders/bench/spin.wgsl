// Keeps every multiprocessor busy with arithmetic, for a graphics card whose clock is to be up. Workgroups: any number.
// result: one number a thread. Must hold: as many numbers as threads. Twin: none (nothing reads the result).

struct Params { nTraces: u32, turns: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> result: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.nTraces) { return; }
  var x = f32(id.x);
  for (var turn = 0u; turn < params.turns; turn++) { x = fma(x, 0.999, 0.001); }
  result[id.x] = x;
}
