// Copies bytes, four samples a thread: the yardstick of the benchmark. Nothing of a process can be faster.
// Workgroups: (nTraces / 256, nRows) over `count` groups of four samples, row after row.
// source, target: (count) groups of four float32. Must hold: nTraces * nRows >= count. Twin: none (a copy).

struct Params { nTraces: u32, nRows: u32, count: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> target_samples: array<vec4u>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let row = id.y + id.z * groups.y;
  let at = row * params.nTraces + id.x;
  if (id.x >= params.nTraces || row >= params.nRows || at >= params.count) { return; }
  target_samples[at] = source[at];
}
