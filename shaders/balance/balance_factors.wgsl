// What brings each trace within the factor `within` of the gather's median level, and the gather to 1. One workgroup.
// levels: nTraces values, 0 for dead traces. factors: of each trace (what its samples are multiplied by, what undoes
// that); 0 for dead traces. isBalanced 0: 1 for all others. The median, of an even count the upper of the middle two, is
// found bit by bit. Twin: processes/balance/trace-balance.ts.

const THREADS = 256u;

struct Params { nTraces: u32, isBalanced: u32, within: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> levels: array<f32>;
@group(0) @binding(2) var<storage, read_write> factors: array<vec2f>;

var<workgroup> nBelow: array<atomic<u32>, 33>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32) {
  let nDead = count_below(1u, 32u, local);
  let rank = nDead + (params.nTraces - nDead) / 2u;
  // The largest number that no more than `rank` levels are below.
  var median = 0u;
  for (var bit = 0u; bit < 32u; bit++) {
    let candidate = median | (0x80000000u >> bit);
    if (count_below(candidate, bit, local) <= rank) { median = candidate; }
  }
  let unit = bitcast<f32>(median);
  for (var trace = local; trace < params.nTraces; trace += THREADS) {
    let relative = levels[trace] / unit;
    let excess = max(1.0, relative / params.within) * min(1.0, relative * params.within);
    let scale = select(1.0, unit * excess, params.isBalanced == 1u);
    factors[trace] = select(vec2f(1.0 / scale, scale), vec2f(), levels[trace] == 0.0);
  }
}

// How many levels have bits below a number; `counter` must not have been used before.
fn count_below(bits: u32, counter: u32, local: u32) -> u32 {
  var count = 0u;
  for (var trace = local; trace < params.nTraces; trace += THREADS) {
    count += select(0u, 1u, bitcast<u32>(levels[trace]) < bits);
  }
  atomicAdd(&nBelow[counter], count);
  workgroupBarrier();
  return atomicLoad(&nBelow[counter]);
}
