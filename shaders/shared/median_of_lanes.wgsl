// Exact median of magnitudes, lane by lane, by histograms of a few bits of the float: bits sort as the values do. When
// few candidates are left, they are put in a list and each is told its rank.
// The entry file defines `fn magnitude_bits(row: u32) -> LaneBits`. All threads call it, in uniform control flow.
// Must hold: at least one row, no NaN, and what magnitude_bits reads is settled (a barrier since).
#import shared/workgroup

const LIST = 64u;
// The first histogram has 16 bins for each power of two from 2^-13 to 2^3, where medians of samples whose largest is
// about 1 nearly always lie; if not, it is all bits from the top.
const OCTAVE_SHIFT = 19u;
const FIRST_OCTAVE_BIN = 1824u;

var<workgroup> list: array<u32, LIST * LANES>;
var<workgroup> listed: array<atomic<u32>, LANES>;
var<workgroup> middle: array<u32, 2u * LANES>;

fn median_of_lanes(start: u32, nRows: u32, local: u32) -> Lanes {
  // Candidates: bits >> shift == prefix. `place`: how many they are, and the median's rank among them.
  var shift = 31u;
  var prefix = LaneBits(0u);
  var place = Found(LaneBits(0u), LaneBits((nRows - 1u) / 2u), LaneBits(nRows));
  var isByOctaves = true;
  while (shift > 0u && any(place.count > LaneBits(LIST))) {
    let width = min(shift, 8u);
    for (var i = local; i < nRows; i += THREADS) {
      let bits = magnitude_bits(start + i);
      let digit = (bits >> LaneBits(shift - width)) & LaneBits((1u << width) - 1u);
      let bins = select(LaneBits(BINS), digit, (bits >> LaneBits(shift)) == prefix);
      count_lanes(select(bins, octave_bins(bits), LaneFlags(isByOctaves)));
    }
    let near = find_bins(place.rank, local);
    if (!isByOctaves) {
      shift -= width;
      prefix = (prefix << LaneBits(width)) | near.bin;
      place = near;
    } else if (all(near.bin > LaneBits(0u)) && all(near.bin < LaneBits(BINS - 1u))) {
      shift = OCTAVE_SHIFT;
      prefix = near.bin + FIRST_OCTAVE_BIN;
      place = near;
    }
    isByOctaves = false;
  }
  var lower = prefix;
  var upper = prefix;
  if (shift > 0u) {
    list_candidates(start, nRows, shift, prefix, local);
    rank_candidates(place, local);
    #for lane in 0..LANES
    lower[lane] = middle[2u * lane];
    upper[lane] = middle[2u * lane + 1u];
    #end
  }
  if (nRows % 2u == 1u) { return bitcast<Lanes>(lower); }
  // Of an even number the mean of the middle two: the upper one may lie beyond the candidates.
  let isBeyond = place.rank + LaneBits(1u) == place.count;
  if (any(isBeyond)) {
    var above = LaneBits(0x7f800000u);
    for (var i = local; i < nRows; i += THREADS) {
      let bits = magnitude_bits(start + i);
      above = select(above, min(above, bits), (bits >> LaneBits(shift)) > prefix);
    }
    upper = select(upper, ~workgroup_largest(~above, local), isBeyond);
  }
  return 0.5 * (bitcast<Lanes>(lower) + bitcast<Lanes>(upper));
}

fn octave_bins(bits: LaneBits) -> LaneBits {
  let last = LaneBits(FIRST_OCTAVE_BIN + BINS - 1u);
  return clamp(bits >> LaneBits(OCTAVE_SHIFT), LaneBits(FIRST_OCTAVE_BIN), last) - FIRST_OCTAVE_BIN;
}

fn count_lanes(bins: LaneBits) {
  #for lane in 0..LANES
  if (bins[lane] < BINS) { atomicAdd(&histogram[histogram_place(lane, bins[lane])], 1u); }
  #end
}

fn list_candidates(start: u32, nRows: u32, shift: u32, prefix: LaneBits, local: u32) {
  for (var i = local; i < nRows; i += THREADS) {
    let bits = magnitude_bits(start + i);
    let isCandidate = (bits >> LaneBits(shift)) == prefix;
    #for lane in 0..LANES
    if (isCandidate[lane]) { list[lane * LIST + atomicAdd(&listed[lane], 1u)] = bits[lane]; }
    #end
  }
  workgroupBarrier();
}

// `middle`: the candidate of the median's rank, and the next if there is one.
fn rank_candidates(place: Found, local: u32) {
  for (var at = local; at < LIST * LANES; at += THREADS) {
    let lane = at / LIST;
    let own = at % LIST;
    let count = atomicLoad(&listed[lane]);
    if (own >= count) { continue; }
    let bits = list[at];
    var below = 0u;
    for (var other = 0u; other < count; other++) {
      let bound = list[lane * LIST + other];
      below += select(0u, 1u, bound < bits || (bound == bits && other < own));
    }
    let rank = lane_of(place.rank, lane);
    if (below == rank) { middle[2u * lane] = bits; }
    if (below == rank + 1u) { middle[2u * lane + 1u] = bits; }
  }
  workgroupBarrier();
  if (local < LANES) { atomicStore(&listed[local], 0u); }
  workgroupBarrier();
}
