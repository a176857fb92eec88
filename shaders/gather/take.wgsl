// Copies traces of a block into a tile: bad samples become zero, the gather's power of two is multiplied in,
// and rows past the end are the reflection of those before (numpy.pad "reflect").
// Grid: (nTraces copied, nRows of the tile). block: float32 bits, (nSamples, blockTraces), the gather's unit.
// survey: as gather/survey.wgsl. tile: (nRows, tileTraces), scaled.
// Must hold: blockOffset + nTraces <= blockTraces, tileOffset + nTraces <= tileTraces. Twin: swtPlan's padding.
#import shared/extension
#import shared/gather_scale

struct Params {
  nTraces: u32, nRows: u32, nSamples: u32,
  blockTraces: u32, blockOffset: u32, tileTraces: u32, tileOffset: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> block: array<u32>;
@group(0) @binding(2) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(3) var<storage, read_write> tile: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let i = reflect_index(i32(row), i32(params.nSamples));
  let bits = block[i * params.blockTraces + params.blockOffset + trace];
  let at = row * params.tileTraces + params.tileOffset + trace;
  tile[at] = bitcast<f32>(select(0u, bits, is_finite_bits(bits))) * gather_scale(survey[2]);
}
