// Medians and median absolute deviations across rows (row-medians.ts), two columns at a time, by networks of exchanges:
// no branch depends on a value. Addresses are in bytes. Columns come in pairs: one more than `count` may be touched.

const LARGEST = 31
/** The values of a pair of columns in hand. */
const values = memory.data(16 * LARGEST, 16)

/**
 * median[i] and mad[i] over nRows rows, i in [0, count): row r starts at the address in rows[r] (int32). The median of
 * an even count is the mean of the middle two, and so is its MAD.
 */
export function medianMad(rows: usize, nRows: i32, count: i32, median: usize, mad: usize): void {
  if (nRows === 7) {
    medianMadOfSeven(rows, count, median, mad)
    return
  }
  for (let i = 0; i < count; i += 2) {
    const column = (<usize>i) << 3
    for (let r = 0; r < nRows; r++) {
      v128.store(values + (r << 4), v128.load(<usize>load<i32>(rows + (r << 2)) + column))
    }
    sortValues(nRows)
    const middle = nRows >> 1
    let centre = v128.load(values + (middle << 4))
    let deviation: v128
    if (nRows & 1) {
      deviation = nearestDeviation(nRows, middle, centre)
    } else {
      centre = f64x2.mul(f64x2.splat(0.5), f64x2.add(v128.load(values + ((middle - 1) << 4)), centre))
      const sum = f64x2.add(nearestDeviation(nRows, middle - 1, centre), nearestDeviation(nRows, middle, centre))
      deviation = f64x2.mul(f64x2.splat(0.5), sum)
    }
    v128.store(median + column, centre)
    v128.store(mad + column, deviation)
  }
}

/** Batcher's odd-even merge exchange (Knuth, volume 3, algorithm 5.2.2 M). */
function sortValues(n: i32): void {
  let t = 1
  while (t < n) t <<= 1
  for (let p = t >> 1; p > 0; p >>= 1) {
    let q = t >> 1
    let r = 0
    let d = p
    while (true) {
      for (let i = 0; i < n - d; i++) if ((i & p) === r) exchange(i, i + d)
      if (q === p) break
      d = q - p
      q >>= 1
      r = p
    }
  }
}

function exchange(i: i32, j: i32): void {
  const a = v128.load(values + (i << 4))
  const b = v128.load(values + (j << 4))
  v128.store(values + (i << 4), f64x2.pmin(a, b))
  v128.store(values + (j << 4), f64x2.pmax(a, b))
}

/**
 * The deviation from `centre` that has `rank` smaller ones: the rank + 1 values nearest to any point are neighbours when
 * sorted, so it is the smallest radius that holds so many of them.
 */
function nearestDeviation(n: i32, rank: i32, centre: v128): v128 {
  let smallest = f64x2.splat(Infinity)
  for (let i = 0; i + rank < n; i++) {
    const below = f64x2.abs(f64x2.sub(centre, v128.load(values + (i << 4))))
    const above = f64x2.abs(f64x2.sub(v128.load(values + ((i + rank) << 4)), centre))
    smallest = f64x2.pmin(smallest, f64x2.pmax(below, above))
  }
  return smallest
}

/** The default aperture, in registers. */
function medianMadOfSeven(rows: usize, count: i32, median: usize, mad: usize): void {
  const p0 = <usize>load<i32>(rows)
  const p1 = <usize>load<i32>(rows, 4)
  const p2 = <usize>load<i32>(rows, 8)
  const p3 = <usize>load<i32>(rows, 12)
  const p4 = <usize>load<i32>(rows, 16)
  const p5 = <usize>load<i32>(rows, 20)
  const p6 = <usize>load<i32>(rows, 24)
  const end = (<usize>count) << 3
  for (let at: usize = 0; at < end; at += 16) {
    const a = v128.load(p0 + at)
    const b = v128.load(p1 + at)
    const c = v128.load(p2 + at)
    const d = v128.load(p3 + at)
    const e = v128.load(p4 + at)
    const f = v128.load(p5 + at)
    const g = v128.load(p6 + at)
    const m = medianOfSeven(a, b, c, d, e, f, g)
    v128.store(median + at, m)
    const deviation = medianOfSeven(
      f64x2.abs(f64x2.sub(a, m)),
      f64x2.abs(f64x2.sub(b, m)),
      f64x2.abs(f64x2.sub(c, m)),
      f64x2.abs(f64x2.sub(d, m)),
      f64x2.abs(f64x2.sub(e, m)),
      f64x2.abs(f64x2.sub(f, m)),
      f64x2.abs(f64x2.sub(g, m)),
    )
    v128.store(mad + at, deviation)
  }
}

/** Thirteen exchanges, of which only what leads to the middle is kept. */
function medianOfSeven(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128): v128 {
  let low = f64x2.pmin(a, f)
  f = f64x2.pmax(a, f)
  a = low
  low = f64x2.pmin(a, d)
  d = f64x2.pmax(a, d)
  a = low
  low = f64x2.pmin(b, g)
  g = f64x2.pmax(b, g)
  b = low
  low = f64x2.pmin(c, e)
  e = f64x2.pmax(c, e)
  c = low
  b = f64x2.pmax(a, b)
  low = f64x2.pmin(d, f)
  f = f64x2.pmax(d, f)
  d = low
  low = f64x2.pmin(c, g)
  g = f64x2.pmax(c, g)
  c = low
  d = f64x2.pmax(c, d)
  d = f64x2.pmin(d, g)
  e = f64x2.pmin(e, f)
  low = f64x2.pmin(b, e)
  e = f64x2.pmax(b, e)
  b = low
  d = f64x2.pmax(b, d)
  return f64x2.pmin(d, e)
}
