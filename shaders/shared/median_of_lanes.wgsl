// Exact median of magnitudes, lane by lane, by a histogram of 8 bits of the float after the other: bits sort as the
// values do. The entry file defines `fn magnitude_bits(row: u32) -> LaneBits`. All threads call it.
// Must hold: at least one row, no NaN, and what magnitude_bits reads is settled (a barrier since).
#import shared/workgroup

fn median_of_lanes(start: u32, nRows: u32, local: u32) -> Lanes {
  var rank = LaneBits((nRows - 1u) / 2u);
  var prefix = LaneBits(0u);
  var count = LaneBits(0u);
  for (var shift = 31u; shift > 0u; ) {
    let width = min(shift, 8u);
    shift -= width;
    for (var i = local; i < nRows; i += THREADS) {
      let bits = magnitude_bits(start + i);
      let isAmong = (bits >> LaneBits(shift + width)) == prefix;
      let digit = (bits >> LaneBits(shift)) & LaneBits((1u << width) - 1u);
      #for lane in 0..LANES
      if (isAmong[lane]) { atomicAdd(&histogram[lane * THREADS + digit[lane]], 1u); }
      #end
    }
    let place = find_bins(rank, local);
    prefix = (prefix << LaneBits(width)) | place.bin;
    rank = place.rank;
    count = place.count;
  }
  if (nRows % 2u == 1u) { return bitcast<Lanes>(prefix); }
  // Of an even number the mean of the middle two: the upper one is the next above, unless there is another as large.
  var above = LaneBits(0x7f800000u);
  for (var i = local; i < nRows; i += THREADS) {
    let bits = magnitude_bits(start + i);
    above = select(above, min(above, bits), bits > prefix);
  }
  above = ~workgroup_largest(~above, local);
  let upper = select(prefix, above, rank + LaneBits(1u) == count);
  return 0.5 * (bitcast<Lanes>(prefix) + bitcast<Lanes>(upper));
}
