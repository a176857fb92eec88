// Second stage of the local f-k Wiener filter: every cell of the patches' spectra times E / (E + noise), E being the
// power of the first stage's result there. Workgroups, cells, noise, lateral, own traces: as patch_keep.
// estimated: cells of that result. filtered: as cells, traces [ownStart, ownEnd) written. Without noise all passes.
// Twin: processes/wiener/wiener-filter.ts. Source: Ghael, Sayeed & Baraniuk 1997.
#import shared/lateral_patches
#import shared/patch_shape

struct Params { nTraces: u32, firstTrace: u32, gatherTraces: u32, nPatches: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> estimated: array<vec2f>;
@group(0) @binding(4) var<storage, read> noise: array<vec2f>;
@group(0) @binding(5) var<storage, read> lateral: array<f32>;
@group(0) @binding(6) var<storage, read> roots: array<vec2f>;
@group(0) @binding(7) var<storage, read_write> filtered: array<vec2f>;

fn cell_of(source: u32, row: u32, trace: u32) -> vec2f {
  if (source == 0u) { return cells[row * params.nTraces + trace]; }
  return estimated[row * params.nTraces + trace];
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
  load_patches(1u, firstRow, nRows, firstPatch, local);
  transform(0u, COLUMNS, 1.0, local);
  var gains: array<f32, HELD_CELLS>;
  #for i in 0..HELD_CELLS
  if (local + i * THREADS < POINTS * COLUMNS) {
    let at = local + i * THREADS;
    let power = dot(points[at], points[at]);
    let noisePower = noise[(firstRow + at % COLUMNS / PATCHES) % shape.bins].x;
    gains[i] = select(power / (power + noisePower), 1.0, noisePower == 0.0);
  }
  #end
  workgroupBarrier();
  load_patches(0u, firstRow, nRows, firstPatch, local);
  transform(0u, COLUMNS, 1.0, local);
  #for i in 0..HELD_CELLS
  if (local + i * THREADS < POINTS * COLUMNS) { points[local + i * THREADS] *= gains[i]; }
  #end
  workgroupBarrier();
  transform(0u, COLUMNS, -1.0, local);
  for (var at = local; at < ROWS * OWN; at += THREADS) {
    let row = firstRow + at / OWN;
    let trace = ownStart + at % OWN;
    if (row >= nRows || trace >= params.ownEnd) { continue; }
    filtered[row * params.nTraces + trace] = sum_of_patches(at / OWN, params.firstTrace + trace, firstPatch);
  }
}
