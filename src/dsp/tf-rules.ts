import type { SimdHeap } from './simd-heap.ts'

/**
 * What becomes of one magnitude of the time-frequency plane, given median and threshold over its neighbours.
 * With dev = |a - med|, sgn = +1 where a >= med and -1 elsewhere, r = dev / (thr + 1e-10):
 *   hard      med where dev > thr, else a
 *   scaled    max(0, med + sgn dev / (1 + (r - 1)^2)) where r > 1, else a
 *   adaptive  med where r > 2; max(0, med + sgn dev (2 - r)) where 1 < r <= 2; else a
 *   soft      max(0, med + sgn max(dev - thr, 0)) everywhere
 */
export type TfRule = 'hard' | 'scaled' | 'adaptive' | 'soft'

/** 'low-amplitude': a magnitude below factor * med never grows; 'never-inflate': no magnitude grows. */
export type Protection = 'off' | 'low-amplitude' | 'never-inflate'

/** As simd/cells.ts and shaders/shared/spectral_rule.wgsl number them. */
export const RULE_CODES: Readonly<Record<TfRule, number>> = { hard: 0, scaled: 1, adaptive: 2, soft: 3 }
export const PROTECTION_CODES: Readonly<Record<Protection, number>> = { off: 0, 'low-amplitude': 1, 'never-inflate': 2 }

/** Of the threshold k 1.4826 max(MAD, 0.01 med, 1e-10): the floor keeps cells with no spread from being all outliers. */
export const SPREAD_FACTOR = 1.4826
export const SPREAD_FLOOR = 1e-10

/** Cells in arrays of one heap. */
export interface RuledCells {
  readonly magnitude: Float64Array
  readonly median: Float64Array
  readonly threshold: Float64Array
  /** What is found: new magnitude / old magnitude, exactly 1 where nothing changes. */
  readonly gain: Float64Array
}

/** The gains of the first `count` cells, none of which is silent. */
export function findGains(
  { loops }: SimdHeap,
  { magnitude, median, threshold, gain }: RuledCells,
  count: number,
  rule: TfRule,
  protection: Protection,
  protectionFactor: number,
): void {
  loops.ruledGains(
    magnitude.byteOffset,
    median.byteOffset,
    threshold.byteOffset,
    count,
    RULE_CODES[rule],
    PROTECTION_CODES[protection],
    protectionFactor,
    gain.byteOffset,
  )
}
