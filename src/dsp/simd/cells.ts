// Cells of the time-frequency plane (outliers.ts), two at a time. Addresses are in bytes; one cell more may be touched.

/** out[i] = |re[i] + i im[i]|, i in [0, count). */
export function magnitudes(re: usize, im: usize, count: i32, out: usize): void {
  const end = (<usize>count) << 3
  for (let at: usize = 0; at < end; at += 16) {
    const r = v128.load(re + at)
    const i = v128.load(im + at)
    v128.store(out + at, f64x2.sqrt(f64x2.add(f64x2.mul(r, r), f64x2.mul(i, i))))
  }
}

/**
 * indices[..] (int32) = every i in [0, count), ascending, whose magnitude is not 0 and lies farther from its median than
 * `factor` times the larger of MAD, 0.01 median and floor; all that are not 0 where the factor is 0. Returns how many.
 */
export function listOutliers(
  magnitude: usize,
  median: usize,
  mad: usize,
  count: i32,
  factor: f64,
  floor: f64,
  indices: usize,
): i32 {
  let n = 0
  const factors = f64x2.splat(factor)
  const floors = f64x2.splat(floor)
  for (let i = 0; i < count; i += 2) {
    const at = (<usize>i) << 3
    const a = v128.load(magnitude + at)
    const m = v128.load(median + at)
    const spread = f64x2.pmax(f64x2.pmax(v128.load(mad + at), f64x2.mul(f64x2.splat(0.01), m)), floors)
    const isFar = f64x2.gt(f64x2.abs(f64x2.sub(a, m)), f64x2.mul(factors, spread))
    const isLive = f64x2.gt(a, f64x2.splat(0))
    const bits = i64x2.bitmask(factor === 0 ? isLive : v128.and(isLive, isFar))
    if (bits & 1) store<i32>(indices + (n++ << 2), i)
    if (bits & 2 && i + 1 < count) store<i32>(indices + (n++ << 2), i + 1)
  }
  return n
}
