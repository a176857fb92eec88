// Cells of the time-frequency plane (cell-list.ts, tf-rules.ts). Addresses are in bytes; where cells are taken two at a
// time, one more than `count` may be touched.

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
    if (bits === 0) continue
    if (bits & 1) store<i32>(indices + (n++ << 2), i)
    if (bits & 2 && i + 1 < count) store<i32>(indices + (n++ << 2), i + 1)
  }
  return n
}

/** out[s] = x[indices[s]], s in [0, n). */
export function gather(x: usize, indices: usize, n: i32, out: usize): void {
  for (let s = 0; s < n; s++) {
    store<f64>(out + (s << 3), load<f64>(x + (load<i32>(indices + (s << 2)) << 3)))
  }
}

/** out[s] = factor max(mad[s], 0.01 median[s], floor), s in [0, n). */
export function cellThresholds(median: usize, mad: usize, n: i32, factor: f64, floor: f64, out: usize): void {
  for (let s = 0; s < n; s++) {
    const spread = max(max(load<f64>(mad + (s << 3)), 0.01 * load<f64>(median + (s << 3))), floor)
    store<f64>(out + (s << 3), factor * spread)
  }
}

/**
 * out[s] = new magnitude / old magnitude, s in [0, n); exactly 1 where nothing changes. Rules and protections as
 * tf-rules.ts tells and numbers them. Must hold: no magnitude is 0.
 */
export function ruledGains(
  magnitude: usize,
  median: usize,
  threshold: usize,
  n: i32,
  rule: i32,
  protection: i32,
  protectionFactor: f64,
  out: usize,
): void {
  for (let s = 0; s < n; s++) {
    const a = load<f64>(magnitude + (s << 3))
    const m = load<f64>(median + (s << 3))
    let kept = ruledMagnitude(a, m, load<f64>(threshold + (s << 3)), rule)
    if (kept > a && (protection === 2 || (protection === 1 && a < protectionFactor * m))) kept = a
    store<f64>(out + (s << 3), kept === a ? 1 : kept / a)
  }
}

function ruledMagnitude(a: f64, median: f64, threshold: f64, rule: i32): f64 {
  const deviation = abs(a - median)
  if (rule === 0) return deviation > threshold ? median : a
  if (rule === 3) {
    const left = max(deviation - threshold, 0)
    return max(0, a >= median ? median + left : median - left)
  }
  const ratio = deviation / (threshold + 1e-10)
  if (ratio <= 1) return a
  const excess = ratio - 1
  if (rule === 1) return max(0, median + (a - median) / (1 + excess * excess))
  return ratio > 2 ? median : max(0, median + (a - median) * (2 - ratio))
}

/** out[0], out[1] = sums over s of (gain[s] - 1) (re[s], im[s]), s in [0, n). */
export function sumChanges(re: usize, im: usize, gain: usize, n: i32, out: usize): void {
  let sumRe: f64 = 0
  let sumIm: f64 = 0
  for (let s = 0; s < n; s++) {
    const change = load<f64>(gain + (s << 3)) - 1
    sumRe += change * load<f64>(re + (s << 3))
    sumIm += change * load<f64>(im + (s << 3))
  }
  store<f64>(out, sumRe)
  store<f64>(out, sumIm, 8)
}
