// Sums over traces: a workgroup for each of nValues columns. values: (nTraces, nValues). totals: from value `at` on.
// By halves: the sum of all traces in turn would lose digits. Twin: none (a sum).

const THREADS = 256u;

struct Params { nTraces: u32, nValues: u32, at: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> totals: array<f32>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var sum = 0.0;
  for (var trace = local; trace < params.nTraces; trace += THREADS) { sum += values[trace * params.nValues + group.x]; }
  sums[local] = sum;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) { sums[local] += sums[local + half]; }
  }
  if (local == 0u) { totals[params.at + group.x] = sums[0]; }
}
