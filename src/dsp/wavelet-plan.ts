import type { SimdHeap } from './simd-heap.ts'
import type { ListedBands } from './thresholds.ts'

/**
 * A wavelet transform of one trace. The plan owns the trace and its coefficients, and scratch memory: one thread, one
 * trace at a time.
 */
export interface WaveletPlan {
  readonly nSamples: number
  readonly level: number
  readonly nCoefficients: number
  readonly heap: SimdHeap
  /** nSamples values: what `forward` reads and `inverse` writes. */
  readonly signal: Float64Array
  /** nCoefficients values, band after band: what `forward` writes and `inverse` reads, unless it is given lists. */
  readonly coefficients: Float64Array
  forward(): void
  /** From the coefficients, or from lists of those that are not zero; coefficients are then left as anything. */
  inverse(listed?: ListedBands): void
}

/** What the caller of a plan will take from its heap: rows of coefficients, and values besides. */
export interface ExtraHeap {
  readonly rows: number
  readonly floats: number
}

export const NO_EXTRA_HEAP: ExtraHeap = { rows: 0, floats: 0 }

export function extraFloats({ rows, floats }: ExtraHeap, nCoefficients: number): number {
  return rows * (nCoefficients + 8) + floats
}
