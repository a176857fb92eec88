// Whole traces between a block in memory and a workgroup, LANES of them: bad samples as zero and counted, scaled by the
// power of two that brings the largest of each trace into [1, 2), and back.
// The entry file binds `before` (float32 bits), `after` and `survey` (as gather/survey.wgsl), defines
// `fn keep(row: u32, samples: Lanes)` and sizes HELD = ceil(nSamples / THREADS). params has nTraces, nSamples,
// beforeTraces, beforeOffset, afterTraces, afterOffset and countsBad.
#import shared/gather_scale
#import shared/workgroup

const HELD = 2u;

var<workgroup> badSamples: array<atomic<u32>, LANES>;

// Hands every row to `keep`; the bits of the largest finite |x| of each trace. All threads call it.
fn keep_traces(first: u32, local: u32) -> LaneBits {
  var held: array<LaneBits, HELD>;
  var largest = LaneBits(0u);
  #for i in 0..HELD
  held[i] = load_lanes(local + i * THREADS, first);
  largest = max(largest, held[i] & LaneBits(0x7fffffffu));
  #end
  largest = workgroup_largest(largest, local);
  if (local < LANES && params.countsBad == 1u) { count_bad(atomicLoad(&badSamples[local])); }
  var scale = Lanes(0.0);
  #for lane in 0..LANES
  scale[lane] = gather_scale(largest[lane]);
  #end
  #for i in 0..HELD
  if (local + i * THREADS < params.nSamples) { keep(local + i * THREADS, bitcast<Lanes>(held[i]) * scale); }
  #end
  workgroupBarrier();
  return largest;
}

// Zero beyond the last row and the last trace.
fn load_lanes(row: u32, first: u32) -> LaneBits {
  var bits = LaneBits(0u);
  if (row >= params.nSamples) { return bits; }
  let at = row * params.beforeTraces + params.beforeOffset + first;
  #for lane in 0..LANES
  if (first + lane < params.nTraces) {
    bits[lane] = before[at + lane];
    if (!is_finite_bits(bits[lane])) {
      bits[lane] = 0u;
      atomicAdd(&badSamples[lane], 1u);
    }
  }
  #end
  return bits;
}

fn store_lanes(row: u32, first: u32, samples: Lanes) {
  let at = row * params.afterTraces + params.afterOffset + first;
  #for lane in 0..LANES
  if (first + lane < params.nTraces) { after[at + lane] = samples[lane]; }
  #end
}

fn count_bad(nSamples: u32) {
  if (nSamples == 0u) { return; }
  atomicAdd(&survey[0], nSamples);
  atomicAdd(&survey[1], 1u);
}

fn inverse_scales(largest: LaneBits) -> Lanes {
  var scale = Lanes(0.0);
  #for lane in 0..LANES
  scale[lane] = inverse_gather_scale(largest[lane]);
  #end
  return scale;
}
