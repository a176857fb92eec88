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
import { SimdHeap } from './simd-heap.ts'
import { expandBand, isSparse } from './thresholds.ts'
import { extraFloats, NO_EXTRA_HEAP, type WaveletPlan } from './wavelet-plan.ts'
import type { WaveletFilters } from './wavelets.ts'

export type SwtPadding = 'reflect' | 'reflect-power-of-two'

export interface SwtPlan extends WaveletPlan {
  /** N, the length of every band. */
  readonly paddedLength: number
}

/** The next multiple of 2^level ('reflect'), or the next power of two that is one. */
export function swtPaddedLength(nSamples: number, level: number, padding: SwtPadding): number {
  const unit = 2 ** level
  if (padding === 'reflect') return unit * Math.ceil(nSamples / unit)
  return Math.max(unit, 2 ** Math.ceil(Math.log2(nSamples)))
}

/** Throws RangeError for a level below 1. `extra`: what the caller will take from the heap. */
export function swtPlan(
  nSamples: number,
  filters: WaveletFilters,
  level: number,
  padding: SwtPadding,
  extra = NO_EXTRA_HEAP,
): SwtPlan {
  if (nSamples < 1 || level < 1) throw new RangeError(`swtPlan: ${nSamples} samples, level ${level}`)
  const nTaps = filters.length
  const n = swtPaddedLength(nSamples, level, padding)
  const nCoefficients = (level + 1) * n
  const nWindow = n + (nTaps - 1) * 2 ** (level - 1)
  const nFloats = nSamples + nCoefficients + n + nWindow + 4 * nTaps + 64
  const heap = new SimdHeap(8 * (nFloats + extraFloats(extra, nCoefficients)))
  const { loops } = heap
  const signal = heap.floats(nSamples)
  const coefficients = heap.floats(nCoefficients)
  const [decLo, decHi] = [heap.copyOf(filters.decLo.toReversed()), heap.copyOf(filters.decHi.toReversed())]
  // The inverse takes the mean of two shifts.
  const halved = (filter: Float64Array) => heap.copyOf(filter.toReversed().map((tap) => 0.5 * tap))
  const [recLo, recHi] = [halved(filters.recLo), halved(filters.recHi)]
  const lo = heap.floats(n)
  const window = heap.floats(nWindow)

  return {
    nSamples,
    level,
    paddedLength: n,
    nCoefficients,
    heap,
    signal,
    coefficients,
    forward() {
      extendSignal(heap, signal, 0, nSamples, 'reflect', 0, n, lo)
      for (let j = 1; j <= level; j++) {
        const s = 2 ** (j - 1)
        extendSignal(heap, lo, 0, n, 'periodic', s * (1 - nTaps / 2), n + s * (nTaps - 1), window)
        const detail = coefficients.byteOffset + 8 * (level - j + 1) * n
        const [x, l, h] = [window.byteOffset, decLo.byteOffset, decHi.byteOffset]
        loops.dilatePair(x, l, h, nTaps, s, n, lo.byteOffset, detail)
      }
      coefficients.set(lo)
    },
    inverse(listed) {
      if (listed !== undefined) expandBand(listed, 0, 0, n, coefficients)
      lo.set(coefficients.subarray(0, n))
      for (let j = level; j >= 1; j--) {
        const s = 2 ** (j - 1)
        const band = level - j + 1
        const before = (s * nTaps) / 2
        const width = n + s * (nTaps - 1)
        const [x, out] = [window.byteOffset, lo.byteOffset]
        extendSignal(heap, lo, 0, n, 'periodic', -before, width, window)
        loops.dilate(x, recLo.byteOffset, nTaps, s, n, out, 0)
        const start = band * n
        if (listed !== undefined && isSparse(listed.counts[band]!, n)) {
          const at = listed.starts[band]!
          const [indices, values] = [listed.indices.byteOffset + 4 * at, listed.values.byteOffset + 8 * at]
          loops.scatterDilated(indices, values, listed.counts[band]!, recHi.byteOffset, nTaps, s, before, n, out)
          continue
        }
        if (listed !== undefined) expandBand(listed, band, start, n, coefficients)
        extendSignal(heap, coefficients, start, n, 'periodic', -before, width, window)
        loops.dilate(x, recHi.byteOffset, nTaps, s, n, out, 1)
      }
      signal.set(lo.subarray(0, nSamples))
    },
  }
}
