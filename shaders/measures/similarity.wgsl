// Local similarity of what is left and what was removed, times the live samples of the cell.
// Grid: (nTraces, nRows = cells of a trace): traces of the gather from firstTrace on. means: (nRows, meanTraces), as
// similarity_time_means, trace 0 being trace firstMean of the gather. weights: of a Gaussian over traces, an odd number; the
// gather is mirrored at its ends. energies: sums over the gather, as energy_by_trace. similarities: (nRows, nTraces).
// Must hold: the means reach as far as the Gaussian, or to the end of the gather.
// Twin: measures/local-similarity/reference.ts. Source: Fomel 2007; Chen & Fomel 2015.
#import shared/extension

struct Params {
  nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, meanTraces: u32, firstMean: u32, silence: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> means: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> energies: array<vec4f, 1>;
@group(0) @binding(4) var<storage, read_write> similarities: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let row = id.y + id.z * groups.y;
  if (id.x >= params.nTraces || row >= params.nRows) { return; }
  let trace = i32(params.firstTrace + id.x);
  let reach = i32(arrayLength(&weights) / 2u);
  let rowStart = row * params.meanTraces;
  var sum = vec3f(0.0);
  for (var i = -reach; i <= reach; i++) {
    let other = symmetric_index(trace + i, i32(params.gatherTraces)) - params.firstMean;
    sum += weights[i + reach] * means[rowStart + other].xyz;
  }
  let silent = params.silence * energies[0].y / energies[0].w;
  let isHeard = sum.y > silent && sum.z > silent;
  let similarity = select(0.0, min(1.0, abs(sum.x) * inverseSqrt(sum.y) * inverseSqrt(sum.z)), isHeard);
  similarities[row * params.nTraces + id.x] = similarity * means[rowStart + u32(trace) - params.firstMean].w;
}
