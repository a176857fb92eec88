// Wavelet shrinkage (thresholds.ts), two coefficients at a time, in place. Addresses are in bytes. Rules: soft 0, hard 1,
// garrote 2. What is left is listed: indices[..] (int32) = every i in [0, count), ascending, whose coefficient is not 0;
// how many those are is returned.

/** All by one threshold, not 0; hard keeps |d| >= threshold. */
export function shrink(rule: i32, threshold: f64, x: usize, count: i32, indices: usize): i32 {
  const thresholds = f64x2.splat(threshold)
  let n = 0
  for (let i = 0; i < count; i += 2) {
    const d = v128.load(x + (i << 3))
    const isKept = rule === 1 ? f64x2.ge(f64x2.abs(d), thresholds) : f64x2.gt(f64x2.abs(d), thresholds)
    n = storeKept(x, i, count, v128.and(ruled(rule, d, thresholds), isKept), indices, n)
  }
  return n
}

/** Each by a threshold of its own, k scales[i]; all rules keep |d| > threshold. */
export function shrinkByScales(rule: i32, k: f64, scales: usize, x: usize, count: i32, indices: usize): i32 {
  const factor = f64x2.splat(k)
  let n = 0
  for (let i = 0; i < count; i += 2) {
    const d = v128.load(x + (i << 3))
    const thresholds = f64x2.mul(factor, v128.load(scales + (i << 3)))
    const isKept = f64x2.gt(f64x2.abs(d), thresholds)
    n = storeKept(x, i, count, v128.and(ruled(rule, d, thresholds), isKept), indices, n)
  }
  return n
}

/** The list alone, of coefficients that are as they should be. */
export function listNonZero(x: usize, count: i32, indices: usize): i32 {
  let n = 0
  for (let i = 0; i < count; i++) if (load<f64>(x + (i << 3)) !== 0) store<i32>(indices + (n++ << 2), i)
  return n
}

/** What a rule makes of coefficients beyond their thresholds. */
function ruled(rule: i32, d: v128, threshold: v128): v128 {
  if (rule === 1) return d
  if (rule === 2) {
    const ratio = f64x2.div(threshold, d)
    return f64x2.mul(d, f64x2.sub(f64x2.splat(1), f64x2.mul(ratio, ratio)))
  }
  const sign = v128.and(d, i64x2.splat(i64.MIN_VALUE))
  return f64x2.sub(d, v128.or(threshold, sign))
}

function storeKept(x: usize, i: i32, count: i32, kept: v128, indices: usize, n: i32): i32 {
  const bits = i64x2.bitmask(f64x2.ne(kept, f64x2.splat(0)))
  if (bits & 1) store<i32>(indices + (n++ << 2), i)
  if (i + 1 === count) {
    v128.store64_lane(x + (i << 3), kept, 0)
    return n
  }
  v128.store(x + (i << 3), kept)
  if (bits & 2) store<i32>(indices + (n++ << 2), i + 1)
  return n
}

/** scales[i] = max(1.4826 mad[i], 0.01 |median[i]|, floor), i in [0, count); one value more may be written. */
export function spreadScales(median: usize, mad: usize, count: i32, floor: f64, scales: usize): void {
  for (let i = 0; i < count; i += 2) {
    const spread = f64x2.mul(f64x2.splat(1.4826), v128.load(mad + (i << 3)))
    const centre = f64x2.mul(f64x2.splat(0.01), f64x2.abs(v128.load(median + (i << 3))))
    v128.store(scales + (i << 3), f64x2.pmax(f64x2.pmax(spread, centre), f64x2.splat(floor)))
  }
}
