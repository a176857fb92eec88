import { madOfSorted } from './median.ts'

/**
 * median[i] and mad[i], i in [0, length): median and median absolute deviation of rows[start + i] over the row starts
 * given, as slidingMedianMad. Rows that vary smoothly keep their order for a while: it is carried from one i to the
 * next, so that most of the insertion sort is one comparison a value. Both outputs start at 0.
 */
export function medianMadOfRows(
  rows: Float64Array,
  rowStarts: Int32Array,
  nRows: number,
  length: number,
  median: Float64Array,
  mad: Float64Array,
): void {
  const order = Int32Array.from(rowStarts.subarray(0, nRows))
  const sorted = new Float64Array(nRows)
  const middle = nRows >> 1
  const isOdd = nRows % 2 === 1
  for (let i = 0; i < length; i++) {
    let largest = rows[order[0]! + i]!
    sorted[0] = largest
    for (let r = 1; r < nRows; r++) {
      const start = order[r]!
      const value = rows[start + i]!
      if (value >= largest) {
        sorted[r] = value
        largest = value
        continue
      }
      let at = r
      do {
        sorted[at] = sorted[at - 1]!
        order[at] = order[at - 1]!
        at--
      } while (at > 0 && sorted[at - 1]! > value)
      sorted[at] = value
      order[at] = start
    }
    const centre = isOdd ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
    median[i] = centre
    mad[i] = madOfSorted(sorted, nRows, centre)
  }
}
