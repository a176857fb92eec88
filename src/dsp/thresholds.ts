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
