/**
 * Wavelet shrinkage as pywt.threshold does it, towards zero (Donoho and Johnstone 1994; garrote: Gao 1998):
 *   soft     d (1 - T/|d|) where |d| > T, else 0
 *   hard     d where |d| >= T, else 0
 *   garrote  d (1 - T^2/d^2) where |d| > T, else 0
 * A threshold of 0 keeps every coefficient as it is (pywt gives NaN for 0/0 there).
 */
export type ThresholdRule = 'soft' | 'hard' | 'garrote'

/** target[to + i] = shrunk source[from + i], i in [0, count). Source and target may be the same array. */
export function shrink(
  rule: ThresholdRule,
  threshold: number,
  source: Float64Array,
  from: number,
  count: number,
  target: Float64Array,
  to: number,
): void {
  if (!(threshold > 0)) {
    for (let i = 0; i < count; i++) target[to + i] = source[from + i]!
    return
  }
  switch (rule) {
    case 'soft':
      for (let i = 0; i < count; i++) {
        const d = source[from + i]!
        target[to + i] = d > threshold ? d - threshold : d < -threshold ? d + threshold : 0
      }
      return
    case 'hard':
      for (let i = 0; i < count; i++) {
        const d = source[from + i]!
        target[to + i] = Math.abs(d) >= threshold ? d : 0
      }
      return
    case 'garrote':
      for (let i = 0; i < count; i++) {
        const d = source[from + i]!
        const ratio = threshold / d
        target[to + i] = Math.abs(d) > threshold ? d * (1 - ratio * ratio) : 0
      }
  }
}

/**
 * values[start, start + count) shrunk in place, each by its own T = k max(1.4826 MAD, 0.01 |median|, 1e-10), from the
 * spread over its neighbours; the floor keeps coefficients with no spread from having no threshold. As SeisProc's
 * spatial modes, `hard` keeps |d| > T strictly here.
 */
export function shrinkBySpread(
  rule: ThresholdRule,
  k: number,
  values: Float64Array,
  start: number,
  count: number,
  median: Float64Array,
  mad: Float64Array,
): void {
  for (let i = start; i < start + count; i++) {
    const d = values[i]!
    const threshold = k * Math.max(1.4826 * mad[i]!, 0.01 * Math.abs(median[i]!), 1e-10)
    if (!(Math.abs(d) > threshold)) values[i] = 0
    else if (rule === 'soft') values[i] = d > 0 ? d - threshold : d + threshold
    else if (rule === 'garrote') values[i] = d * (1 - (threshold / d) ** 2)
  }
}
