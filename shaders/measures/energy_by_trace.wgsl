// Energies of a run, one thread a trace.
// Grid: (nTraces, 1 row). before, after: float32 bits, (nSamples, nTraces), one block of a gather.
// survey: as gather/survey.wgsl. energies: of each trace of the gather, this block's from firstTrace on: (before - after,
// before, after) in scaled units squared, and the number of live samples of before. Bad samples count as zero.
// Must hold: nRows = 1. Twin: runEnergies.
#import shared/run_samples

struct Params { nTraces: u32, nRows: u32, nSamples: u32, firstTrace: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> after: array<u32>;
@group(0) @binding(3) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(4) var<storage, read_write> energies: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let scale = gather_scale(survey[2]);
  var sum = vec4f(0.0);
  for (var i = 0u; i < params.nSamples; i++) {
    let at = i * params.nTraces + trace;
    let input = scaled_sample(before[at], scale);
    let output = scaled_sample(after[at], scale);
    let removed = input - output;
    sum += vec4f(removed * removed, input * input, output * output, select(0.0, 1.0, is_live(before[at])));
  }
  energies[params.firstTrace + trace] = sum;
}
