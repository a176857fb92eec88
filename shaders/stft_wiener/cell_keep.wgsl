// First stage of the STFT Wiener filter: cells whose energy, their mean power over neighbouring traces, exceeds k times the
// noise are kept. Grid: (nTraces, nRows >= frames x bins); traces [ownStart, ownEnd) are written. cells: (frames, bins,
// nTraces) of (re, im). noise: of each bin (power, -). factors: as shared/lateral_energy. kept: as cells.
// Twin: processes/wiener/wiener-filter.ts.
#import shared/lateral_energy
#import shared/patch_shape

struct Params {
  nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32, aperture: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> noise: array<vec2f>;
@group(0) @binding(4) var<storage, read> factors: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> kept: array<vec2f>;

fn power_of(row: u32, trace: u32) -> f32 {
  let cell = cells[row * params.nTraces + trace];
  return dot(cell, cell);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= shape.frames * shape.bins) { return; }
  let at = row * params.nTraces + trace;
  let isKept = lateral_energy(row, trace) > params.k * params.k * noise[row % shape.bins].x;
  kept[at] = select(vec2f(), cells[at], isKept);
}
