// Second stage of the STFT Wiener filter: every cell times E / (E + noise), E being the energy of the first stage's result
// there. Grid, cells, noise, own traces: as cell_keep. estimated: cells of that result. filtered: as cells. Without noise
// all passes. Twin: processes/wiener/wiener-filter.ts. Source: Ghael, Sayeed & Baraniuk 1997.
#import shared/lateral_energy
#import shared/patch_shape

struct Params {
  nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32, aperture: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> estimated: array<vec2f>;
@group(0) @binding(4) var<storage, read> noise: array<vec2f>;
@group(0) @binding(5) var<storage, read> factors: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> filtered: array<vec2f>;

fn power_of(row: u32, trace: u32) -> f32 {
  let cell = estimated[row * params.nTraces + trace];
  return dot(cell, cell);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= shape.frames * shape.bins) { return; }
  let at = row * params.nTraces + trace;
  let energy = lateral_energy(row, trace);
  let noisePower = noise[row % shape.bins].x;
  filtered[at] = select(energy / (energy + noisePower), 1.0, noisePower == 0.0) * cells[at];
}
