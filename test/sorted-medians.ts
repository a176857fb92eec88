/** Medians by sorting: what the program's quicker ways are held to. */

/** The middle value, or the mean of the middle two. */
export function medianOf(values: Iterable<number>): number {
  const sorted = [...values].toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Median of the distances from `centre`. */
export function madOf(values: Iterable<number>, centre: number): number {
  return medianOf([...values].map((value) => Math.abs(value - centre)))
}

/** Median and MAD of row[max(0, j - h), min(n, j + h + 1)), h = (aperture - 1) / 2, for each j. */
export function slidingMedianMad(row: ArrayLike<number>, aperture: number): { median: number[]; mad: number[] } {
  const half = (aperture - 1) / 2
  const windows = Array.from(row, (_, j) => Array.from(row).slice(Math.max(0, j - half), j + half + 1))
  const median = windows.map(medianOf)
  return { median, mad: windows.map((window, j) => madOf(window, median[j]!)) }
}
