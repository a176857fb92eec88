// Gaussian means over time of (what was removed times what is left, the square of what is left), of balanced traces.
// Grid: (nTraces, nRows = nSamples). samples, result: (nRows, nTraces), before and after. factors: as trace_energies.
// weights: of the Gaussian, an odd number; traces are mirrored at their ends. means: (nRows, nTraces).
// Twin: processes/protection/signal-protection.ts.
#import shared/extension

struct Params { nTraces: u32, nRows: u32, firstTrace: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read> result: array<f32>;
@group(0) @binding(3) var<storage, read> factors: array<vec2f>;
@group(0) @binding(4) var<storage, read> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> means: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let reach = i32(arrayLength(&weights) / 2u);
  var sum = vec2f();
  for (var i = -reach; i <= reach; i++) {
    let at = symmetric_index(i32(row) + i, i32(params.nRows)) * params.nTraces + trace;
    let left = result[at];
    sum += weights[i + reach] * vec2f((samples[at] - left) * left, left * left);
  }
  let factor = factors[params.firstTrace + trace].x;
  means[row * params.nTraces + trace] = factor * factor * sum;
}
