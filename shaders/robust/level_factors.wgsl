// What brings each trace within the factor WITHIN of the gather's median level, and the gather to 1; a trace more than LOUD
// times as loud as its neighbours counts as they do. One workgroup. levels: nTraces values, 0 for dead traces.
// judged: nTraces values, what they count as. factors: of each trace (what balances it, what undoes that); 0 for dead
// traces. isBalanced 0: 1 for all others. Medians of an even count are the mean of the middle two; that of the gather is
// found bit by bit. Twin: processes/robust/levels.ts.
#import shared/lateral_median

const THREADS = 256u;
const WITHIN = 1.2;
const LOUD = 2.0;
const APERTURE = 9u;

struct Params { nTraces: u32, firstTrace: u32, gatherTraces: u32, isBalanced: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> levels: array<f32>;
@group(0) @binding(2) var<storage, read_write> judged: array<u32>;
@group(0) @binding(3) var<storage, read_write> factors: array<vec2f>;

var<workgroup> nAtMost: array<atomic<u32>, 34>;
var<workgroup> nextAbove: atomic<u32>;

fn lateral_value(source: u32, row: u32, trace: u32) -> f32 {
  return levels[trace];
}

fn is_live(trace: u32) -> bool {
  return levels[trace] > 0.0;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32) {
  for (var trace = local; trace < params.nTraces; trace += THREADS) {
    let around = lateral_median(0u, 0u, trace, APERTURE);
    judged[trace] = bitcast<u32>(select(levels[trace], around, levels[trace] > LOUD * around));
  }
  storageBarrier();
  let unit = median_of_live(local);
  for (var trace = local; trace < params.nTraces; trace += THREADS) {
    let relative = bitcast<f32>(judged[trace]) / unit;
    let scale = select(1.0, unit * (relative / clamp(relative, 1.0 / WITHIN, WITHIN)), params.isBalanced == 1u);
    factors[trace] = select(vec2f(1.0 / scale, scale), vec2f(), judged[trace] == 0u);
  }
}

fn median_of_live(local: u32) -> f32 {
  let nDead = count_at_most(0u, 33u, local);
  let nLive = params.nTraces - nDead;
  let rank = nDead + (nLive - 1u) / 2u;
  // The smallest number that more than `rank` levels do not exceed: its bits from above, each 0 if that is enough.
  var lower = 0u;
  for (var bit = 1u; bit < 32u; bit++) {
    let rest = 0x7fffffffu >> bit;
    if (count_at_most(lower | rest, bit, local) <= rank) { lower |= rest + 1u; }
  }
  let isUpperAbove = count_at_most(lower, 32u, local) == rank + 1u;
  if (local == 0u) { atomicStore(&nextAbove, 0x7f800000u); }
  workgroupBarrier();
  for (var trace = local; trace < params.nTraces; trace += THREADS) {
    if (judged[trace] > lower) { atomicMin(&nextAbove, judged[trace]); }
  }
  workgroupBarrier();
  let upper = select(lower, atomicLoad(&nextAbove), nLive % 2u == 0u && isUpperAbove);
  return select(0.5 * bitcast<f32>(lower) + 0.5 * bitcast<f32>(upper), 1.0, nLive == 0u);
}

// How many levels have bits up to a number; `counter` must not have been used before.
fn count_at_most(bits: u32, counter: u32, local: u32) -> u32 {
  var count = 0u;
  for (var trace = local; trace < params.nTraces; trace += THREADS) {
    count += select(0u, 1u, judged[trace] <= bits);
  }
  atomicAdd(&nAtMost[counter], count);
  workgroupBarrier();
  return atomicLoad(&nAtMost[counter]);
}
