/**
 * The stationary wavelet transform of PyWavelets (pywt.swt, pywt.iswt, norm=False; Nason and Silverman 1995).
 *
 * The signal is padded at its END by reflection to a length N that 2^level divides, and is periodic from there.
 * With s = 2^(j-1) at level j:
 *   a_j[i] = sum_k decLo[k] a_(j-1)[i + s (K/2 - k)],    d_j with decHi,   i in [0, N), K taps
 *   a_(j-1)[i] = 1/2 sum_k recLo[k] a_j[i + s (K/2 - 1 - k)] + recHi[k] d_j[same]
 * which is the average over all shifts that iswt takes. Layout: a_L, d_L, ..., d_1, each N long.
 */
import { extendSignal } from './extension.ts'
import { analysePair } from './filter-pair.ts'
import type { WaveletFilters } from './wavelets.ts'

export type SwtPadding = 'reflect' | 'reflect-power-of-two'

export interface SwtPlan {
  readonly nSamples: number
  readonly level: number
  /** N, the length of every band. */
  readonly paddedLength: number
  readonly nCoefficients: number
  forward(signal: Float64Array, from: number, coefficients: Float64Array, to: number): void
  inverse(coefficients: Float64Array, from: number, signal: Float64Array, to: number): void
}

/** The next multiple of 2^level ('reflect'), or the next power of two that is one. */
export function swtPaddedLength(nSamples: number, level: number, padding: SwtPadding): number {
  const unit = 2 ** level
  if (padding === 'reflect') return unit * Math.ceil(nSamples / unit)
  return Math.max(unit, 2 ** Math.ceil(Math.log2(nSamples)))
}

/** A plan owns its scratch memory: one thread, one call at a time. Throws RangeError for a level below 1. */
export function swtPlan(nSamples: number, filters: WaveletFilters, level: number, padding: SwtPadding): SwtPlan {
  if (nSamples < 1 || level < 1) throw new RangeError(`swtPlan: ${nSamples} samples, level ${level}`)
  const { decLo, decHi, recLo, recHi, length: nTaps } = filters
  const n = swtPaddedLength(nSamples, level, padding)
  const reach = (nTaps - 1) * 2 ** (level - 1)
  const lo = new Float64Array(n)
  const extendedLo = new Float64Array(n + reach)
  const extendedHi = new Float64Array(n + reach)
  const detailStart = (j: number) => (level - j + 1) * n

  return {
    nSamples,
    level,
    paddedLength: n,
    nCoefficients: (level + 1) * n,
    forward(signal, from, coefficients, to) {
      extendSignal(signal, from, nSamples, 'reflect', 0, n, lo)
      for (let j = 1; j <= level; j++) {
        const s = 2 ** (j - 1)
        extendSignal(lo, 0, n, 'periodic', s * (1 - nTaps / 2), n + s * (nTaps - 1), extendedLo)
        analysePair(extendedLo, decLo, decHi, 1, s, n, lo, 0, coefficients, to + detailStart(j))
      }
      for (let i = 0; i < n; i++) coefficients[to + i] = lo[i]!
    },
    inverse(coefficients, from, signal, to) {
      for (let j = level; j >= 1; j--) {
        const s = 2 ** (j - 1)
        const count = n + s * (nTaps - 1)
        const [source, start] = j === level ? [coefficients, from] : [lo, 0]
        extendSignal(source, start, n, 'periodic', (-s * nTaps) / 2, count, extendedLo)
        extendSignal(coefficients, from + detailStart(j), n, 'periodic', (-s * nTaps) / 2, count, extendedHi)
        synthesiseDilated(extendedLo, extendedHi, recLo, recHi, s, n, lo)
      }
      for (let i = 0; i < nSamples; i++) signal[to + i] = lo[i]!
    },
  }
}

/** out[i] = 1/2 sum_k recLo[k] lo[i + s (K - 1 - k)] + recHi[k] hi[same], i in [0, n); two outputs at a time. */
function synthesiseDilated(
  lo: Float64Array,
  hi: Float64Array,
  recLo: Float64Array,
  recHi: Float64Array,
  s: number,
  n: number,
  out: Float64Array,
): void {
  const nTaps = recLo.length
  // n is a multiple of 2^level, hence even.
  for (let i = 0; i < n; i += 2) {
    let y0 = 0
    let y1 = 0
    let at = i + s * (nTaps - 1)
    for (let k = 0; k < nTaps; k++) {
      const l = recLo[k]!
      const h = recHi[k]!
      y0 += l * lo[at]! + h * hi[at]!
      y1 += l * lo[at + 1]! + h * hi[at + 1]!
      at -= s
    }
    out[i] = 0.5 * y0
    out[i + 1] = 0.5 * y1
  }
}
