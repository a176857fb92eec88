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
 * Bands of coefficients of which few are not zero, as lists one behind the other: entry e of a band is the coefficient
 * values[starts[band] + e], which is the indices[..]-th of its band, ascending. Numbers lie in the heap of the plan.
 */
export interface ListedBands {
  readonly indices: Int32Array
  readonly values: Float64Array
  /** The noise scale of each entry, where it is one of its own. */
  readonly scales: Float64Array
  /** By band, in the order of the transform's bands. */
  readonly starts: Int32Array
  readonly counts: Int32Array
}

/** Empty lists, with room for all coefficients. */
export function listedBands(heap: SimdHeap, nCoefficients: number, nBands: number): ListedBands {
  return {
    indices: heap.ints(nCoefficients),
    values: heap.floats(nCoefficients),
    scales: heap.floats(nCoefficients),
    starts: new Int32Array(nBands),
    counts: new Int32Array(nBands),
  }
}

/** Above this share of a band a loop over all of it is quicker than one over a list. */
const DENSE_SHARE = 0.2

export function isSparse(count: number, length: number): boolean {
  return count < DENSE_SHARE * length
}

/** Writes a listed band out among the coefficients, from `start` on. */
export function expandBand(
  { indices, values, starts, counts }: ListedBands,
  band: number,
  start: number,
  length: number,
  coefficients: Float64Array,
): void {
  coefficients.fill(0, start, start + length)
  const from = starts[band]!
  const end = from + counts[band]!
  for (let at = from; at < end; at++) coefficients[start + indices[at]!] = values[at]!
}

/**
 * Lists a band from entry starts[band] on: what of coefficients[start, start + length) is not 0 and at least `threshold`
 * in magnitude, or, with `scales`, which have the layout of the coefficients, at least threshold * scale.
 */
export function listBand(
  { loops }: SimdHeap,
  coefficients: Float64Array,
  threshold: number,
  start: number,
  length: number,
  { indices, values, scales: listedScales, starts, counts }: ListedBands,
  band: number,
  scales?: Float64Array,
): void {
  const x = coefficients.byteOffset + 8 * start
  const at = starts[band]!
  const list = [indices.byteOffset + 4 * at, values.byteOffset + 8 * at] as const
  if (scales === undefined) {
    counts[band] = loops.listLarge(x, length, threshold, ...list)
    return
  }
  const [from, to] = [scales.byteOffset + 8 * start, listedScales.byteOffset + 8 * at]
  counts[band] = loops.listLargeByScales(x, length, threshold, from, ...list, to)
}

/** Shrinks a listed band, and drops what is left of nothing. */
export function shrinkBand(
  { loops }: SimdHeap,
  rule: ThresholdRule,
  threshold: number,
  { indices, values, starts, counts }: ListedBands,
  band: number,
): void {
  if (!(threshold > 0)) return
  const at = starts[band]!
  const list = [indices.byteOffset + 4 * at, values.byteOffset + 8 * at, counts[band]!] as const
  counts[band] = loops.shrinkListed(CODES[rule], threshold, ...list)
}

/**
 * As `shrinkBand`, each coefficient by a threshold of its own, k times its listed scale. As in SeisProc's spatial modes,
 * `hard` keeps |d| > T strictly here.
 */
export function shrinkBandByScales(
  { loops }: SimdHeap,
  rule: ThresholdRule,
  k: number,
  { indices, values, scales, starts, counts }: ListedBands,
  band: number,
): void {
  const at = starts[band]!
  const list = [indices.byteOffset + 4 * at, values.byteOffset + 8 * at, counts[band]!] as const
  counts[band] = loops.shrinkListedByScales(CODES[rule], k, scales.byteOffset + 8 * at, ...list)
}

/** scales = max(1.4826 MAD, 0.01 |median|, 1e-10): the noise scale of each coefficient from its neighbours. */
export function spreadScales({ loops }: SimdHeap, median: Float64Array, mad: Float64Array, scales: Float64Array): void {
  loops.spreadScales(median.byteOffset, mad.byteOffset, scales.length, SCALE_FLOOR, scales.byteOffset)
}
