// First stage of the local f-k Wiener filter: of the cells of the patches' spectra those above k times the noise are
// kept. A workgroup takes ROWS rows (frame, bin) of OWN traces. Workgroups: rows x blocks of the traces
// [ownStart, ownEnd), folded; those that are too many pass by. cells, lateral: as patch_powers. noise: of each bin (power,
// -). kept: as cells, traces [ownStart, ownEnd) written. Must hold: firstTrace + ownStart is a multiple of POINTS, and
// cells reach POINTS - 1 traces farther, or to the end of the gather. Twin: processes/wiener/wiener-filter.ts.
#import shared/lateral_patches
#import shared/patch_shape

struct Params {
  nTraces: u32, firstTrace: u32, gatherTraces: u32, nPatches: u32, ownStart: u32, ownEnd: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> noise: array<vec2f>;
@group(0) @binding(4) var<storage, read> lateral: array<f32>;
@group(0) @binding(5) var<storage, read> roots: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> kept: array<vec2f>;

fn cell_of(source: u32, row: u32, trace: u32) -> vec2f {
  return cells[row * params.nTraces + trace];
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let nBlocks = (params.ownEnd - params.ownStart + OWN - 1u) / OWN;
  let nRows = shape.frames * shape.bins;
  let firstRow = (group.x + group.y * groups.x) / nBlocks * ROWS;
  if (firstRow >= nRows) { return; }
  let ownStart = params.ownStart + (group.x + group.y * groups.x) % nBlocks * OWN;
  let firstPatch = first_patch_on(params.firstTrace + ownStart);
  load_patches(0u, firstRow, nRows, firstPatch, local);
  transform(0u, COLUMNS, 1.0, local);
  for (var at = local; at < POINTS * COLUMNS; at += THREADS) {
    let bin = (firstRow + at % COLUMNS / PATCHES) % shape.bins;
    if (dot(points[at], points[at]) <= params.k * params.k * noise[bin].x) { points[at] = vec2f(); }
  }
  workgroupBarrier();
  transform(0u, COLUMNS, -1.0, local);
  for (var at = local; at < ROWS * OWN; at += THREADS) {
    let row = firstRow + at / OWN;
    let trace = ownStart + at % OWN;
    if (row >= nRows || trace >= params.ownEnd) { continue; }
    kept[row * params.nTraces + trace] = sum_of_patches(at / OWN, params.firstTrace + trace, firstPatch);
  }
}
