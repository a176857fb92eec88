// Wavelet shrinkage (thresholds.ts). Addresses are in bytes. A list is indices (int32), ascending, and as many values.
// Rules: soft 0, hard 1, garrote 2.

/** Lists every x[i], i in [0, count), that is not 0 and at least `threshold` in magnitude; returns how many. */
export function listLarge(x: usize, count: i32, threshold: f64, indices: usize, values: usize): i32 {
  const thresholds = f64x2.splat(threshold)
  let n = 0
  for (let i = 0; i < count; i += 2) {
    const d = v128.load(x + (i << 3))
    n = appendLarge(d, thresholds, i, count, indices, values, n)
  }
  return n
}

/** The same, each against a threshold of its own, k scales[i]; lists the scales of those as well. */
export function listLargeByScales(
  x: usize,
  count: i32,
  k: f64,
  scales: usize,
  indices: usize,
  values: usize,
  listedScales: usize,
): i32 {
  const factor = f64x2.splat(k)
  let n = 0
  for (let i = 0; i < count; i += 2) {
    const d = v128.load(x + (i << 3))
    n = appendLarge(d, f64x2.mul(factor, v128.load(scales + (i << 3))), i, count, indices, values, n)
  }
  for (let s = 0; s < n; s++) {
    store<f64>(listedScales + (s << 3), load<f64>(scales + (load<i32>(indices + (s << 2)) << 3)))
  }
  return n
}

function appendLarge(d: v128, threshold: v128, i: i32, count: i32, indices: usize, values: usize, n: i32): i32 {
  const isLarge = v128.and(f64x2.ge(f64x2.abs(d), threshold), f64x2.ne(d, f64x2.splat(0)))
  const bits = i64x2.bitmask(isLarge)
  if (bits === 0) return n
  if (bits & 1) {
    store<i32>(indices + (n << 2), i)
    store<f64>(values + (n++ << 3), f64x2.extract_lane(d, 0))
  }
  if (bits & 2 && i + 1 < count) {
    store<i32>(indices + (n << 2), i + 1)
    store<f64>(values + (n++ << 3), f64x2.extract_lane(d, 1))
  }
  return n
}

/** Shrinks a list of n by one threshold, not 0, in place, and closes its gaps; hard keeps |d| >= threshold. */
export function shrinkListed(rule: i32, threshold: f64, indices: usize, values: usize, n: i32): i32 {
  let kept = 0
  for (let s = 0; s < n; s++) {
    const d = load<f64>(values + (s << 3))
    if (abs(d) < threshold || (abs(d) === threshold && rule !== 1)) continue
    store<i32>(indices + (kept << 2), load<i32>(indices + (s << 2)))
    store<f64>(values + (kept++ << 3), ruled(rule, d, threshold))
  }
  return kept
}

/** Each by a threshold of its own, k scales[s]; all rules keep |d| > threshold. */
export function shrinkListedByScales(rule: i32, k: f64, scales: usize, indices: usize, values: usize, n: i32): i32 {
  let kept = 0
  for (let s = 0; s < n; s++) {
    const d = load<f64>(values + (s << 3))
    const threshold = k * load<f64>(scales + (s << 3))
    if (abs(d) <= threshold) continue
    store<i32>(indices + (kept << 2), load<i32>(indices + (s << 2)))
    store<f64>(values + (kept++ << 3), ruled(rule, d, threshold))
  }
  return kept
}

/** What a rule makes of a coefficient beyond its threshold. */
function ruled(rule: i32, d: f64, threshold: f64): f64 {
  if (rule === 1) return d
  if (rule === 2) return d * (1 - (threshold / d) * (threshold / d))
  return d > 0 ? d - threshold : d + threshold
}

/** scales[i] = max(1.4826 mad[i], 0.01 |median[i]|, floor), i in [0, count); one value more may be written. */
export function spreadScales(median: usize, mad: usize, count: i32, floor: f64, scales: usize): void {
  for (let i = 0; i < count; i += 2) {
    const spread = f64x2.mul(f64x2.splat(1.4826), v128.load(mad + (i << 3)))
    const centre = f64x2.mul(f64x2.splat(0.01), f64x2.abs(v128.load(median + (i << 3))))
    v128.store(scales + (i << 3), f64x2.pmax(f64x2.pmax(spread, centre), f64x2.splat(floor)))
  }
}
