// Counts the powers of the cells of local f-k spectra: a workgroup takes ROWS rows (frame, bin) of PATCHES patches.
// Workgroups: rows x patches [firstPatch, endPatch), folded; those that are too many pass by.
// cells: (frames, bins, nTraces) of (re, im), trace 0 being trace firstTrace of the gather. lateral: as
// shared/lateral_patches. counts: (bins, CLASSES), added to. Zeros are not counted. Twin: processes/wiener/wiener-filter.ts.
#import shared/lateral_patches
#import shared/patch_shape
#import shared/power_classes

struct Params { nTraces: u32, firstTrace: u32, gatherTraces: u32, nPatches: u32, firstPatch: u32, endPatch: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> lateral: array<f32>;
@group(0) @binding(4) var<storage, read> roots: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> counts: array<atomic<u32>>;

fn cell_of(source: u32, row: u32, trace: u32) -> vec2f {
  return cells[row * params.nTraces + trace];
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let nBlocks = (params.endPatch - params.firstPatch + PATCHES - 1u) / PATCHES;
  let nRows = shape.frames * shape.bins;
  let firstRow = (group.x + group.y * groups.x) / nBlocks * ROWS;
  if (firstRow >= nRows) { return; }
  let firstPatch = params.firstPatch + (group.x + group.y * groups.x) % nBlocks * PATCHES;
  load_patches(0u, firstRow, nRows, i32(firstPatch), local);
  transform(0u, COLUMNS, 1.0, local);
  for (var at = local; at < POINTS * COLUMNS; at += THREADS) {
    let power = dot(points[at], points[at]);
    if (power > 0.0 && firstPatch + at % PATCHES < params.endPatch) {
      let bin = (firstRow + at % COLUMNS / PATCHES) % shape.bins;
      atomicAdd(&counts[bin * CLASSES + class_of(power)], 1u);
    }
  }
}
