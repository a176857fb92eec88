// Adds a term of a sum, times its weight, to what is there, or puts it in its place. Grid: (nTraces, nRows = nSamples).
// weights: one for each term, of which this is `term`. samples, sum: (nRows, nTraces).
// Twin: processes/risk/plane-sum.ts.

struct Params { nTraces: u32, nRows: u32, term: u32, isAdded: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read> samples: array<f32>;
@group(0) @binding(3) var<storage, read_write> sum: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  sum[at] = select(0.0, sum[at], params.isAdded == 1u) + weights[params.term] * samples[at];
}
