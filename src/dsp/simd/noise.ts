// The median of many magnitudes of one trace (noise-median.ts). Addresses are in bytes.

/** Below this many values sorting out by buckets does not pay. */
const SMALLEST_HISTOGRAM = 64
/** Sixteen octaves below the largest magnitude in 128 steps each; the lowest bucket takes all that is smaller. */
const BUCKETS = 2048
const counts = memory.data(4 * BUCKETS, 16)
/** Of the high half of a float64: the sign is cut off, and 13 of the 20 bits of mantissa. */
const MAGNITUDE: u32 = 0x7fffffff
const SHIFT = 13

/**
 * Median of |x[i]|, i in [0, count), count > 0; the mean of the middle two of an even count. Of many values, buckets by
 * their leading bits, which sort as magnitudes do, tell which few may be it; quickselect finds it among those.
 * scratch: room for `count` values.
 */
export function medianAbsolute(x: usize, count: i32, scratch: usize): f64 {
  const middle = count >> 1
  const isOdd = (count & 1) === 1
  if (count < SMALLEST_HISTOGRAM) {
    for (let i = 0; i < count; i++) store<f64>(scratch + (i << 3), abs(load<f64>(x + (i << 3))))
    const upper = select(scratch, count, middle)
    return isOdd ? upper : (largestOf(scratch, middle, 0) + upper) / 2
  }
  const lowest = countInBuckets(x, count)
  let bucket = BUCKETS - 1
  let nAbove = load<i32>(counts + (bucket << 2))
  while (nAbove < count - middle) nAbove += load<i32>(counts + (--bucket << 2))
  const rank = middle - (count - nAbove)
  let nInside = 0
  let below: f64 = 0
  if (!isOdd && rank === 0) below = largestBelow(x, count, lowest, bucket)
  for (let i = 0; i < count; i++) {
    const at = x + (i << 3)
    if (bucketOf(load<u32>(at, 4), lowest) !== bucket) continue
    store<f64>(scratch + (nInside++ << 3), abs(load<f64>(at)))
  }
  const upper = select(scratch, nInside, rank)
  return isOdd ? upper : (largestOf(scratch, rank, below) + upper) / 2
}

/** Fills `counts`; what bucketOf has to be told. */
function countInBuckets(x: usize, count: i32): i32 {
  let largest: u32 = 0
  for (let i = 0; i < count; i++) largest = max(largest, load<u32>(x + (i << 3), 4) & MAGNITUDE)
  const lowest = <i32>(largest >> SHIFT) - BUCKETS + 1
  memory.fill(counts, 0, 4 * BUCKETS)
  for (let i = 0; i < count; i++) {
    const at = counts + (bucketOf(load<u32>(x + (i << 3), 4), lowest) << 2)
    store<i32>(at, load<i32>(at) + 1)
  }
  return lowest
}

function bucketOf(half: u32, lowest: i32): i32 {
  return max(0, <i32>((half & MAGNITUDE) >> SHIFT) - lowest)
}

function largestBelow(x: usize, count: i32, lowest: i32, bucket: i32): f64 {
  let largest: f64 = 0
  for (let i = 0; i < count; i++) {
    const at = x + (i << 3)
    if (bucketOf(load<u32>(at, 4), lowest) < bucket) largest = max(largest, abs(load<f64>(at)))
  }
  return largest
}

function largestOf(values: usize, count: i32, least: f64): f64 {
  let largest = least
  for (let i = 0; i < count; i++) largest = max(largest, load<f64>(values + (i << 3)))
  return largest
}

/**
 * The value that sorting values[0, count) would put at `rank`; smaller ones end up before it. Quickselect with the
 * median of three as pivot (Hoare 1961): linear on average, also when all values are equal.
 */
function select(values: usize, count: i32, rank: i32): f64 {
  let low = 0
  let high = count - 1
  while (low < high) {
    const a = load<f64>(values + (low << 3))
    const b = load<f64>(values + (((low + high) >> 1) << 3))
    const c = load<f64>(values + (high << 3))
    const pivot = max(min(a, b), min(max(a, b), c))
    let i = low
    let j = high
    while (i <= j) {
      while (load<f64>(values + (i << 3)) < pivot) i++
      while (load<f64>(values + (j << 3)) > pivot) j--
      if (i > j) break
      const swapped = load<f64>(values + (i << 3))
      store<f64>(values + (i++ << 3), load<f64>(values + (j << 3)))
      store<f64>(values + (j-- << 3), swapped)
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return load<f64>(values + (rank << 3))
}
