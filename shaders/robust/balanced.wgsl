// What is taken for noise in balanced traces: samples less what was filtered from them, or the samples themselves.
// Grid: (nTraces, nRows = nSamples). samples, filtered, residual: (nRows, nTraces), trace 0 being trace firstTrace of the
// gather. factors: of each trace of the gather (what balances it, what undoes that), 0 for dead ones. counts: (CLASSES) of
// powers, added to by traces [countStart, countEnd); zeros are not counted. Twin: processes/robust/weights.ts.
#import shared/power_classes

struct Params { nTraces: u32, nRows: u32, firstTrace: u32, isFiltered: u32, countStart: u32, countEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read> filtered: array<f32>;
@group(0) @binding(3) var<storage, read> factors: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> residual: array<f32>;
@group(0) @binding(5) var<storage, read_write> counts: array<atomic<u32>>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  var value = samples[at];
  if (params.isFiltered == 1u) { value -= filtered[at]; }
  value *= factors[params.firstTrace + trace].x;
  residual[at] = value;
  let power = value * value;
  if (power > 0.0 && trace >= params.countStart && trace < params.countEnd) { atomicAdd(&counts[class_of(power)], 1u); }
}
