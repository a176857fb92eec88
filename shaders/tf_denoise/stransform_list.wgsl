// Lists, of a row of the S-transform, the cells that stand out at k = reach, and so all that do at a larger k.
// Grid: (nTraces, nRows = stretches). cells: (nSamples, nTraces) of (re, im); spread: the same of (median, MAD).
// survey: as gather/survey. places: (bins, stretches, nTraces). outliers: `capacity` of them. found: how many there are,
// then for each bin where its last one ends; a bin that ends beyond capacity is not listed whole. Twin: simd/cells.ts.
#import shared/gather_scale
#import shared/outlier_list
#import shared/smoothed_spread
#import shared/spectral_rule

const STRETCH = 64u;
struct Params {
  nTraces: u32, nRows: u32, nSamples: u32, smoothing: u32, row: u32, capacity: u32, reach: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> cells: array<vec2f>;
@group(0) @binding(2) var<storage, read> spread: array<vec2f>;
@group(0) @binding(3) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(4) var<storage, read_write> places: array<u32>;
@group(0) @binding(5) var<storage, read_write> outliers: array<vec4u>;
@group(0) @binding(6) var<storage, read_write> found: array<atomic<u32>>;

fn stands_out(cell: vec2f, near: vec2f, noiseFloor: f32) -> bool {
  return abs(length(cell) - near.x) > spectral_threshold(near, params.reach, noiseFloor);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let stretch = id.y + id.z * groups.y;
  if (trace >= params.nTraces || stretch >= params.nRows) { return; }
  let noiseFloor = 1e-10 * gather_scale(survey[2]);
  let start = stretch * STRETCH;
  let end = min(start + STRETCH, params.nSamples);
  // A bit for each sample, so that both loops agree whatever a compiler makes of the arithmetic.
  var isListed = array(0u, 0u);
  for (var sample = start; sample < end; sample++) {
    let cell = cells[sample * params.nTraces + trace];
    let standsOut = stands_out(cell, smoothed_spread(0u, sample, trace), noiseFloor);
    isListed[(sample - start) / 32u] |= select(0u, 1u, standsOut) << (sample % 32u);
  }
  let count = countOneBits(isListed[0]) + countOneBits(isListed[1]);
  let place = (params.row * params.nRows + stretch) * params.nTraces + trace;
  places[place] = NO_PLACE;
  if (count == 0u) { return; }
  // Counted no farther than it has to be: the count of all cells might exceed 32 bits.
  if (atomicLoad(&found[0]) > params.capacity) {
    atomicMax(&found[1u + params.row], NO_PLACE);
    return;
  }
  var at = atomicAdd(&found[0], count);
  atomicMax(&found[1u + params.row], at + count);
  if (at + count > params.capacity) { return; }
  places[place] = at;
  let last = at + count - 1u;
  for (var sample = start; sample < end; sample++) {
    if (((isListed[(sample - start) / 32u] >> (sample % 32u)) & 1u) == 0u) { continue; }
    let cell = vec4f(cells[sample * params.nTraces + trace], smoothed_spread(0u, sample, trace));
    outliers[at] = bitcast<vec4u>(cell) | vec4u(0u, 0u, select(0u, LAST, at == last), 0u);
    at++;
  }
}
