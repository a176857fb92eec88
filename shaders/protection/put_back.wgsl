// Puts back what was removed and looks like what is left: each sample x becomes x + w x, w being the ratio of the means of
// time_means over neighbouring traces, at most 1. Grid: (nTraces, nRows = nSamples); traces [ownStart, ownEnd) are written.
// means: as time_means. weights: of a Gaussian over traces, an odd number; the gather is mirrored at its ends.
// floor_: added to the energy. result: (nRows, nTraces). Must hold: the tile reaches as far as the Gaussian, or to the end
// of the gather. Twin: processes/protection/signal-protection.ts. Source: Chen & Fomel 2015.
#import shared/extension

struct Params { nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> means: array<vec2f>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> floor_: array<f32>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= params.nRows) { return; }
  let reach = i32(arrayLength(&weights) / 2u);
  var sum = vec2f();
  for (var i = -reach; i <= reach; i++) {
    let other = symmetric_index(i32(params.firstTrace + trace) + i, i32(params.gatherTraces)) - params.firstTrace;
    sum += weights[i + reach] * means[row * params.nTraces + other];
  }
  let energy = sum.y + floor_[0];
  let weight = select(clamp(sum.x / energy, -1.0, 1.0), 0.0, energy == 0.0);
  let at = row * params.nTraces + trace;
  result[at] += weight * result[at];
}
