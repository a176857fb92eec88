/**
 * The decimated wavelet transform of PyWavelets (Mallat 1989), any length from 1, any level from 1.
 *
 * One level: x, extended by `extension` (symmetric by default, half-sample), filtered and decimated:
 *   cA[i] = sum_k decLo[k] x[2i + 1 - k],  i in [0, floor((n + K - 1) / 2)), K taps; cD with decHi.
 * Several levels are laid out as pywt.wavedec does: cA_L, cD_L, ..., cD_1, end to end.
 */
import { type Extension, extendSignal } from './extension.ts'
import { analysePair, synthesisePair } from './filter-pair.ts'
import type { WaveletFilters } from './wavelets.ts'

export interface DwtPlan {
  readonly filters: WaveletFilters
  readonly nSamples: number
  readonly level: number
  /** Lengths of cA_L, cD_L, ..., cD_1. */
  readonly bandLengths: readonly number[]
  /** Where each of those bands starts. */
  readonly bandStarts: readonly number[]
  readonly nCoefficients: number
  /** coefficients[to..] = wavedec(signal[from, from + nSamples)). */
  forward(signal: Float64Array, from: number, coefficients: Float64Array, to: number): void
  /** signal[to, to + nSamples) = waverec(coefficients[from..]), cropped. */
  inverse(coefficients: Float64Array, from: number, signal: Float64Array, to: number): void
}

/** Length of either band of one level: floor((n + K - 1) / 2). */
export function dwtBandLength(nSamples: number, filterLength: number): number {
  return Math.floor((nSamples + filterLength - 1) / 2)
}

/** A plan owns its scratch memory: one thread, one call at a time. Throws RangeError for a level below 1. */
export function dwtPlan(
  nSamples: number,
  filters: WaveletFilters,
  level: number,
  extension: Extension = 'symmetric',
): DwtPlan {
  if (nSamples < 1 || level < 1) throw new RangeError(`dwtPlan: ${nSamples} samples, level ${level}`)
  const nTaps = filters.length
  // lengths[j] is that of the approximation at level j; lengths[0] of the signal.
  const lengths = [nSamples]
  for (let j = 0; j < level; j++) lengths.push(dwtBandLength(lengths[j]!, nTaps))
  const bandLengths = [lengths[level]!, ...lengths.slice(1).reverse()]
  const bandStarts = bandLengths.map((_, band) => bandLengths.slice(0, band).reduce((sum, n) => sum + n, 0))
  const nCoefficients = bandLengths.reduce((sum, n) => sum + n, 0)
  const detailStart = (j: number) => bandStarts[level - j + 1]!

  const longest = Math.max(...lengths)
  const extended = new Float64Array(2 * longest + 2 * nTaps)
  const approximation = new Float64Array(2 * longest + 2)

  return {
    filters,
    nSamples,
    level,
    bandLengths,
    bandStarts,
    nCoefficients,
    forward(signal, from, coefficients, to) {
      const { decLo, decHi } = filters
      for (let j = 1; j <= level; j++) {
        const [source, start] = j === 1 ? [signal, from] : [approximation, 0]
        const count = lengths[j]!
        extendSignal(source, start, lengths[j - 1]!, extension, 2 - nTaps, 2 * count + nTaps - 2, extended)
        const [target, at] = j === level ? [coefficients, to] : [approximation, 0]
        analysePair(extended, decLo, decHi, 2, 1, count, target, at, coefficients, to + detailStart(j))
      }
    },
    inverse(coefficients, from, signal, to) {
      for (let j = level; j >= 1; j--) {
        const [lo, loStart] = j === level ? [coefficients, from] : [extended, 0]
        synthesisePair(lo, loStart, coefficients, from + detailStart(j), lengths[j]!, filters, approximation, 0)
        const [target, at] = j === 1 ? [signal, to] : [extended, 0]
        const n = lengths[j - 1]!
        for (let i = 0; i < n; i++) target[at + i] = approximation[i]!
      }
    },
  }
}
