/** Medians as numpy takes them: the middle value, or the mean of the two middle values of an even count. */

/** Median of values[0, count). Reorders that part of `values`. NaN for an empty range; values must not be NaN. */
export function medianInPlace(values: Float64Array, count: number): number {
  if (count === 0) return Number.NaN
  const middle = count >> 1
  const upper = selectInPlace(values, count, middle)
  if (count % 2 === 1) return upper
  let lower = values[0]!
  for (let i = 1; i < middle; i++) if (values[i]! > lower) lower = values[i]!
  return (lower + upper) / 2
}

/** Median of |values[start, start + count)|, in `scratch` (at least `count` long). */
export function medianAbsolute(values: Float64Array, start: number, count: number, scratch: Float64Array): number {
  for (let i = 0; i < count; i++) scratch[i] = Math.abs(values[start + i]!)
  return medianInPlace(scratch, count)
}

/**
 * The value that sorting values[0, count) would put at `rank`; smaller ones end up before it, larger ones after.
 * Quickselect with the median of three as pivot (Hoare 1961): linear on average, also when all values are equal.
 */
export function selectInPlace(values: Float64Array, count: number, rank: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const pivot = medianOfThree(values[low]!, values[(low + high) >> 1]!, values[high]!)
    let i = low
    let j = high
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const swapped = values[i]!
      values[i++] = values[j]!
      values[j--] = swapped
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank]!
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/**
 * For each j in [0, count): median and MAD of values[max(0, j - h), min(count, j + h + 1)), h = (aperture - 1) / 2,
 * so that the window shrinks at the ends. All three arrays start at `start`.
 * The window is kept sorted; its MAD is read by walking outwards from the median.
 */
export function slidingMedianMad(
  values: Float64Array,
  start: number,
  count: number,
  aperture: number,
  median: Float64Array,
  mad: Float64Array,
  sorted: Float64Array,
): void {
  const half = (aperture - 1) / 2
  let size = 0
  for (let j = 0; j < Math.min(half, count); j++) insertSorted(sorted, size++, values[start + j]!)
  for (let j = 0; j < count; j++) {
    const enters = j + half < count
    const leaves = j - half - 1 >= 0
    if (enters && leaves) replaceSorted(sorted, size, values[start + j - half - 1]!, values[start + j + half]!)
    else if (enters) insertSorted(sorted, size++, values[start + j + half]!)
    else if (leaves) removeSorted(sorted, size--, values[start + j - half - 1]!)
    const middle = size >> 1
    const centre = size % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
    median[start + j] = centre
    mad[start + j] = madOfSorted(sorted, size, centre)
  }
}

function insertSorted(sorted: Float64Array, size: number, value: number): void {
  let at = size
  while (at > 0 && sorted[at - 1]! > value) {
    sorted[at] = sorted[at - 1]!
    at--
  }
  sorted[at] = value
}

function removeSorted(sorted: Float64Array, size: number, value: number): void {
  for (let i = indexInSorted(sorted, value); i < size - 1; i++) sorted[i] = sorted[i + 1]!
}

/** Takes `old` out and puts `value` in, moving only what lies between their places. */
function replaceSorted(sorted: Float64Array, size: number, old: number, value: number): void {
  let at = indexInSorted(sorted, old)
  for (; at > 0 && sorted[at - 1]! > value; at--) sorted[at] = sorted[at - 1]!
  for (; at < size - 1 && sorted[at + 1]! < value; at++) sorted[at] = sorted[at + 1]!
  sorted[at] = value
}

function indexInSorted(sorted: Float64Array, value: number): number {
  let at = 0
  while (sorted[at]! < value) at++
  return at
}

/** Median of |sorted[i] - centre|: deviations grow away from the centre on both sides, so merge until the middle. */
export function madOfSorted(sorted: Float64Array, size: number, centre: number): number {
  const middle = size >> 1
  let below = (size - 1) >> 1
  let above = below + 1
  let previous = 0
  let deviation = 0
  for (let rank = 0; rank <= middle; rank++) {
    previous = deviation
    const down = below >= 0 ? centre - sorted[below]! : Number.POSITIVE_INFINITY
    const up = above < size ? sorted[above]! - centre : Number.POSITIVE_INFINITY
    if (down <= up) {
      deviation = down
      below--
    } else {
      deviation = up
      above++
    }
  }
  return size % 2 === 1 ? deviation : (previous + deviation) / 2
}
