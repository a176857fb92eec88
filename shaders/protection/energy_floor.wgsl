// A part of the sum of the traces' energies. One workgroup. energies: nTraces values. floor_: one value.
// Twin: processes/protection/signal-protection.ts.

const THREADS = 256u;

struct Params { nTraces: u32, part: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> energies: array<f32>;
@group(0) @binding(2) var<storage, read_write> floor_: array<f32>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = 0.0;
  for (var trace = local; trace < params.nTraces; trace += THREADS) { sum += energies[trace]; }
  sums[local] = sum;
  workgroupBarrier();
  if (local > 0u) { return; }
  var total = 0.0;
  for (var i = 0u; i < THREADS; i++) { total += sums[i]; }
  floor_[0] = params.part * total;
}
