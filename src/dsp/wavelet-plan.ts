import type { SimdHeap } from './simd-heap.ts'
import type { Survivors } from './thresholds.ts'

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
  /** nCoefficients values, band after band: what `forward` writes and `inverse` reads. */
  readonly coefficients: Float64Array
  forward(): void
  /** With `survivors`, the coefficients that they do not list are known to be zero. */
  inverse(survivors?: Survivors): void
}
