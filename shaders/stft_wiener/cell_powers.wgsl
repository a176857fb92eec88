// Counts the powers of the cells of frames. Grid: (nTraces, nRows >= frames x bins); traces [ownStart, ownEnd) count.
// cells: (frames, bins, nTraces) of (re, im). counts: (bins, CLASSES), added to. Zeros are not counted.
// Twin: processes/wiener/noise-power.ts.
#import shared/patch_shape
#import shared/power_classes

struct Params { nTraces: u32, nRows: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> counts: array<atomic<u32>>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= shape.frames * shape.bins) { return; }
  let cell = cells[row * params.nTraces + trace];
  let power = dot(cell, cell);
  if (power > 0.0) { atomicAdd(&counts[row % shape.bins * CLASSES + class_of(power)], 1u); }
}
