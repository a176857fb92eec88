import { madOfSorted } from './median.ts'

/**
 * median[i] and mad[i] for the `count` columns i listed: median and median absolute deviation of rows[start + i] over
 * the row starts given, as slidingMedianMad. Rows that vary smoothly keep their order for a while: it is carried from one i to the
 * next, so that most of the insertion sort is one comparison a value; so is how many of the values nearest to the
 * median lie below it, whose farthest is the deviation. Both outputs start at 0.
 */
export function medianMadOfRows(
  rows: Float64Array,
  rowStarts: Int32Array,
  nRows: number,
  columns: Int32Array,
  count: number,
  median: Float64Array,
  mad: Float64Array,
): void {
  const order = rowStarts.slice(0, nRows)
  const sorted = new Float64Array(nRows)
  const middle = nRows >> 1
  const isOdd = nRows % 2 === 1
  let nBelow = middle >> 1
  for (let c = 0; c < count; c++) {
    const i = columns[c]!
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
    if (!isOdd) {
      median[i] = (sorted[middle - 1]! + sorted[middle]!) / 2
      mad[i] = madOfSorted(sorted, nRows, median[i]!)
      continue
    }
    const centre = sorted[middle]!
    // Of the `middle` values nearest to the centre, nBelow are sorted just before it, the others just after.
    while (nBelow > 0 && centre - sorted[middle - nBelow]! > sorted[2 * middle - nBelow + 1]! - centre) nBelow--
    while (nBelow < middle && sorted[2 * middle - nBelow]! - centre > centre - sorted[middle - nBelow - 1]!) nBelow++
    const down = centre - sorted[middle - nBelow]!
    const up = sorted[2 * middle - nBelow]! - centre
    median[i] = centre
    mad[i] = Math.max(down, up)
  }
}

/** Keeps the guess on the safe side of a few roundings. */
const MARGIN = 1 + 1e-12

/**
 * Lists the columns i in [0, length) where |rows[centre + i] - median| may exceed factor * MAD over seven rows; all
 * others certainly do not. Counting is enough, with no sort: the row that was the median one column ago mostly is
 * again, and the deviation is at least x when no more than three values are nearer to the median than x.
 * Returns how many were listed. Seven is the default aperture; unrolled it takes half the time of the sort.
 */
export function suspectsOfSeven(
  rows: Float64Array,
  rowStarts: Int32Array,
  centre: number,
  length: number,
  factor: number,
  suspects: Int32Array,
): number {
  const s0 = rowStarts[0]!
  const s1 = rowStarts[1]!
  const s2 = rowStarts[2]!
  const s3 = rowStarts[3]!
  const s4 = rowStarts[4]!
  const s5 = rowStarts[5]!
  const s6 = rowStarts[6]!
  const scale = MARGIN / factor
  let middle = s0
  let count = 0
  for (let i = 0; i < length; i++) {
    const a = rows[s0 + i]!
    const b = rows[s1 + i]!
    const c = rows[s2 + i]!
    const d = rows[s3 + i]!
    const e = rows[s4 + i]!
    const f = rows[s5 + i]!
    const g = rows[s6 + i]!
    let m = rows[middle + i]!
    if (countBelow(m, a, b, c, d, e, f, g) !== 3) {
      if (countBelow(a, a, b, c, d, e, f, g) === 3) middle = s0
      else if (countBelow(b, a, b, c, d, e, f, g) === 3) middle = s1
      else if (countBelow(c, a, b, c, d, e, f, g) === 3) middle = s2
      else if (countBelow(d, a, b, c, d, e, f, g) === 3) middle = s3
      else if (countBelow(e, a, b, c, d, e, f, g) === 3) middle = s4
      else if (countBelow(f, a, b, c, d, e, f, g) === 3) middle = s5
      else if (countBelow(g, a, b, c, d, e, f, g) === 3) middle = s6
      else {
        // Ties leave no row with exactly three values below its own.
        suspects[count++] = i
        continue
      }
      m = rows[middle + i]!
    }
    const x = Math.abs(rows[centre + i]! - m) * scale
    const nearer =
      +(Math.abs(a - m) < x) +
      +(Math.abs(b - m) < x) +
      +(Math.abs(c - m) < x) +
      +(Math.abs(d - m) < x) +
      +(Math.abs(e - m) < x) +
      +(Math.abs(f - m) < x) +
      +(Math.abs(g - m) < x)
    if (nearer > 3) suspects[count++] = i
  }
  return count
}

/** How many of the seven values lie below m. */
function countBelow(m: number, a: number, b: number, c: number, d: number, e: number, f: number, g: number): number {
  return +(a < m) + +(b < m) + +(c < m) + +(d < m) + +(e < m) + +(f < m) + +(g < m)
}
