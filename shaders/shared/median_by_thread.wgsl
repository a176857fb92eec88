// Exact median of magnitudes of a few dozen rows, lane by lane, by one thread: bisection on the bits of the float.
// The entry file defines `fn magnitude_bits(row: u32) -> LaneBits`. Must hold: at least one row, no NaN.
#import shared/lanes_4

fn median_by_thread(start: u32, nRows: u32) -> Lanes {
  let rank = (nRows - 1u) / 2u;
  var low = LaneBits(0u);
  var high = LaneBits(0x7f800000u);
  for (var turn = 0u; turn < 31u; turn++) {
    let middle = low + (high - low) / 2u;
    let isBelow = count_at_most(middle, start, nRows) > LaneBits(rank);
    low = select(min(middle + 1u, high), low, isBelow);
    high = select(high, middle, isBelow);
  }
  let isUpperAbove = count_at_most(low, start, nRows) == LaneBits(rank + 1u);
  if (nRows % 2u == 1u) { return bitcast<Lanes>(low); }
  let upper = select(low, smallest_above(low, start, nRows), isUpperAbove);
  return 0.5 * (bitcast<Lanes>(low) + bitcast<Lanes>(upper));
}

fn count_at_most(bound: LaneBits, start: u32, nRows: u32) -> LaneBits {
  var count = LaneBits(0u);
  for (var row = start; row < start + nRows; row++) {
    count += select(LaneBits(0u), LaneBits(1u), magnitude_bits(row) <= bound);
  }
  return count;
}

fn smallest_above(bound: LaneBits, start: u32, nRows: u32) -> LaneBits {
  var smallest = LaneBits(0x7f800000u);
  for (var row = start; row < start + nRows; row++) {
    let bits = magnitude_bits(row);
    smallest = select(smallest, min(smallest, bits), bits > bound);
  }
  return smallest;
}
