// Fourier transforms across traces of ROWS rows of cells and PATCHES neighbouring patches of each, in workgroup memory.
// Patch p of POINTS traces is centred on trace p HOP of the gather, under a sine window, and reflected at its ends.
// The entry file binds `lateral`: the window, then of each trace 1 / (POINTS x the sum of squared windows over it); gives
// cell_of(source, row, trace), trace counted from params.firstTrace; and has nPatches, gatherTraces and firstTrace among
// its params. Twin: dsp/lateral-patches.ts.
#import shared/butterflies
#import shared/extension
#import shared/workgroup_fft

const HOP = POINTS / 4u;
const PATCHES = 19u;
const ROWS = 3u;
// Traces that PATCHES patches cover in full, from a multiple of HOP on.
const OWN = 4u * POINTS;
const HELD_CELLS = (POINTS * COLUMNS + THREADS - 1u) / THREADS;

// Row r and patch p at column r PATCHES + p: rows from firstRow on, patches from firstPatch on, zeros beyond the last.
fn load_patches(source: u32, firstRow: u32, endRow: u32, firstPatch: i32, local: u32) {
  for (var at = local; at < POINTS * COLUMNS; at += THREADS) {
    let m = at / COLUMNS;
    let row = firstRow + at % COLUMNS / PATCHES;
    let p = firstPatch + i32(at % PATCHES);
    var cell = vec2f();
    if (row < endRow && p >= 0 && p < i32(params.nPatches)) {
      let trace = reflect_index(p * i32(HOP) - i32(POINTS / 2u) + i32(m), i32(params.gatherTraces));
      cell = lateral[m] * cell_of(source, row, trace - params.firstTrace);
    }
    points[at] = cell;
  }
  workgroupBarrier();
}

// The first of the four patches that lie on a trace; there may be none of that number.
fn first_patch_on(trace: u32) -> i32 {
  return i32(trace / HOP) - 1;
}

// What the inverse transforms in `points` add up to at a trace: the four patches on it, under window and weight.
fn sum_of_patches(row: u32, trace: u32, firstPatch: i32) -> vec2f {
  let first = first_patch_on(trace);
  var sum = vec2f();
  for (var i = 0; i < 4; i++) {
    let p = first + i;
    if (p < 0 || p >= i32(params.nPatches)) { continue; }
    let m = u32(i32(trace) - p * i32(HOP) + i32(POINTS / 2u));
    sum += lateral[m] * points[m * COLUMNS + row * PATCHES + u32(p - firstPatch)];
  }
  return sum * lateral[POINTS + trace];
}
