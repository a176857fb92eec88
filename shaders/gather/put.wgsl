// Copies traces of a tile back into a block of the result, taking the gather's power of two out again.
// Grid: (nTraces copied, nSamples rows). tile: (>= nRows, tileTraces), scaled. survey: as gather/survey.wgsl.
// block: (nRows, blockTraces), the gather's unit.
// Must hold: blockOffset + nTraces <= blockTraces, tileOffset + nTraces <= tileTraces. Twin: none (a copy).
#import shared/gather_scale

struct Params { nTraces: u32, nRows: u32, blockTraces: u32, blockOffset: u32, tileTraces: u32, tileOffset: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tile: array<f32>;
@group(0) @binding(2) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(3) var<storage, read_write> block: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let value = tile[row * params.tileTraces + params.tileOffset + trace];
  block[row * params.blockTraces + params.blockOffset + trace] = value * inverse_gather_scale(survey[2]);
}
