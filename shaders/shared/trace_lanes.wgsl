// Whole traces between a block in memory and a workgroup, LANES of them: bad samples as zero and counted, scaled by the
// power of two that brings the largest of each trace into [1, 2), and back.
// The entry file binds `survey` (as gather/survey.wgsl) and sizes HELD = ceil(nSamples / THREADS). Bindings 1 and 2 are
// `before` and `after`. params has nTraces, nSamples, beforeTraces, beforeOffset, afterTraces, afterOffset, countsBad.
#import shared/gather_scale
#import shared/lane_rows
#import shared/workgroup

const HELD = 2u;

var<workgroup> badSamples: array<atomic<u32>, LANES>;

// Rows local, local + THREADS, ... of the traces, and the bits of the largest finite |x| of each.
struct Traces { rows: array<Lanes, HELD>, largest: LaneBits }

// All threads call it.
fn read_traces(first: u32, local: u32) -> Traces {
  var bits: array<LaneBits, HELD>;
  #for i in 0..HELD
  if (local + i * THREADS < params.nSamples) { bits[i] = read_lanes(local + i * THREADS, first); }
  #end
  var largest = LaneBits(0u);
  #for i in 0..HELD
  bits[i] = finite_lanes(bits[i]);
  largest = max(largest, bits[i] & LaneBits(0x7fffffffu));
  #end
  var traces: Traces;
  traces.largest = workgroup_largest(largest, local);
  if (local < LANES && params.countsBad == 1u) { count_bad(atomicLoad(&badSamples[local])); }
  var scale = Lanes(0.0);
  #for lane in 0..LANES
  scale[lane] = gather_scale(traces.largest[lane]);
  #end
  #for i in 0..HELD
  traces.rows[i] = bitcast<Lanes>(bits[i]) * scale;
  #end
  return traces;
}

fn finite_lanes(bits: LaneBits) -> LaneBits {
  let isBad = (bits & LaneBits(0x7f800000u)) == LaneBits(0x7f800000u);
  if (!any(isBad)) { return bits; }
  #for lane in 0..LANES
  if (isBad[lane]) { atomicAdd(&badSamples[lane], 1u); }
  #end
  return select(bits, LaneBits(0u), isBad);
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
