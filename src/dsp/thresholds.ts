import type { SimdHeap } from './simd-heap.ts'

/**
 * Wavelet shrinkage as pywt.threshold does it, towards zero (Donoho and Johnstone 1994; garrote: Gao 1998):
 *   soft     d (1 - T/|d|) where |d| > T, else 0
 *   hard     d where |d| >= T, else 0
 *   garrote  d (1 - T^2/d^2) where |d| > T, else 0
 * A threshold of 0 keeps every coefficient as it is (pywt gives NaN for 0/0 there).
 */
export type ThresholdRule = 'soft' | 'hard' | 'garrote'

/** As simd/shrinkage.ts numbers them. */
const CODES = { soft: 0, hard: 1, garrote: 2 } as const

/** What the noise scale of a coefficient never falls below: one without any spread would have no threshold. */
const SCALE_FLOOR = 1e-10

/**
 * Which coefficients are not zero, band by band: an inverse that visits no others does half the work where most noise
 * is gone. `indices` has the layout of the coefficients: each band's list, ascending and counted from the start of the
 * band, begins where the band does.
 */
export interface Survivors {
  /** In the heap of the coefficients. */
  readonly indices: Int32Array
  /** By band, in the order of the transform's bands. */
  readonly counts: Int32Array
}

/** Above this share of survivors a loop over the whole band is quicker than one over their list. */
const DENSE_SHARE = 0.2

export function isSparse(count: number, length: number): boolean {
  return count < DENSE_SHARE * length
}

/**
 * Shrinks values[start, start + count) of the heap in place, and lists in indices[start..] what is left, counted from
 * `start`; returns how many those are.
 */
export function shrink(
  { loops }: SimdHeap,
  rule: ThresholdRule,
  threshold: number,
  values: Float64Array,
  start: number,
  count: number,
  indices: Int32Array,
): number {
  const [at, listAt] = [values.byteOffset + 8 * start, indices.byteOffset + 4 * start]
  if (!(threshold > 0)) return loops.listNonZero(at, count, listAt)
  return loops.shrink(CODES[rule], threshold, at, count, listAt)
}

/**
 * As `shrink`, each coefficient by a threshold of its own, k scales[i] at the index of the coefficient. As in SeisProc's
 * spatial modes, `hard` keeps |d| > T strictly here, and T = 0 takes nothing but zeros.
 */
export function shrinkByScales(
  { loops }: SimdHeap,
  rule: ThresholdRule,
  k: number,
  scales: Float64Array,
  values: Float64Array,
  start: number,
  count: number,
  indices: Int32Array,
): number {
  const [at, listAt] = [values.byteOffset + 8 * start, indices.byteOffset + 4 * start]
  return loops.shrinkByScales(CODES[rule], k, scales.byteOffset + 8 * start, at, count, listAt)
}

/** scales = max(1.4826 MAD, 0.01 |median|, 1e-10): the noise scale of each coefficient from its neighbours. */
export function spreadScales({ loops }: SimdHeap, median: Float64Array, mad: Float64Array, scales: Float64Array): void {
  loops.spreadScales(median.byteOffset, mad.byteOffset, scales.length, SCALE_FLOOR, scales.byteOffset)
}
