/**
 * The decimated wavelet transform of PyWavelets, any length from 1, any level from 1: the approximation of each level
 * is split again (decimated-level.ts). Laid out as pywt.wavedec does: cA_L, cD_L, ..., cD_1, end to end.
 */
import { DecimatedLevel, dwtBandLength } from './decimated-level.ts'
import type { Extension } from './extension.ts'
import { SimdHeap } from './simd-heap.ts'
import { expandBand, isSparse } from './thresholds.ts'
import { extraFloats, NO_EXTRA_HEAP, type WaveletPlan } from './wavelet-plan.ts'
import type { WaveletFilters } from './wavelets.ts'

export interface DwtPlan extends WaveletPlan {
  /** Lengths of cA_L, cD_L, ..., cD_1. */
  readonly bandLengths: readonly number[]
  /** Where each of those bands starts. */
  readonly bandStarts: readonly number[]
}

/** Throws RangeError for a level below 1. `extra`: what the caller will take from the heap. */
export function dwtPlan(
  nSamples: number,
  filters: WaveletFilters,
  level: number,
  extension: Extension = 'symmetric',
  extra = NO_EXTRA_HEAP,
): DwtPlan {
  if (nSamples < 1 || level < 1) throw new RangeError(`dwtPlan: ${nSamples} samples, level ${level}`)
  // lengths[j] is that of the approximation at level j; lengths[0] of the signal.
  const lengths = [nSamples]
  for (let j = 0; j < level; j++) lengths.push(dwtBandLength(lengths[j]!, filters.length))
  const bandLengths = [lengths[level]!, ...lengths.slice(1).reverse()]
  const bandStarts = bandLengths.map((_, band) => bandLengths.slice(0, band).reduce((sum, n) => sum + n, 0))
  const nCoefficients = bandLengths.reduce((sum, n) => sum + n, 0)
  const longest = Math.max(...lengths)
  const nFloats = nSamples + nCoefficients + 2 * longest + DecimatedLevel.floats(filters.length, longest) + 64
  const heap = new SimdHeap(8 * (nFloats + extraFloats(extra, nCoefficients)))
  const bank = new DecimatedLevel(heap, filters, longest)
  const signal = heap.floats(nSamples)
  const coefficients = heap.floats(nCoefficients)
  // Approximations of odd and of even levels: one is read while the other is written.
  const work = [0, 1].map(() => heap.floats(longest + 4)) as [Float64Array, Float64Array]

  return {
    nSamples,
    level,
    bandLengths,
    bandStarts,
    nCoefficients,
    heap,
    signal,
    coefficients,
    forward() {
      for (let j = 1; j <= level; j++) {
        const source = j === 1 ? signal : work[(j - 1) & 1]!
        const lo = j === level ? coefficients : work[j & 1]!
        bank.analyse(source, 0, lengths[j - 1]!, extension, lo, 0, coefficients, bandStarts[level - j + 1]!)
      }
    },
    inverse(listed) {
      if (listed !== undefined) expandBand(listed, 0, 0, bandLengths[0]!, coefficients)
      for (let j = level; j >= 1; j--) {
        const n = lengths[j]!
        const out = work[(j - 1) & 1]!
        bank.synthesise('lo', j === level ? coefficients : work[j & 1]!, 0, n, out, 0, false)
        const band = level - j + 1
        const start = bandStarts[band]!
        if (listed !== undefined && isSparse(listed.counts[band]!, n)) {
          bank.addListed(listed, band, n, out)
          continue
        }
        if (listed !== undefined) expandBand(listed, band, start, n, coefficients)
        bank.synthesise('hi', coefficients, start, n, out, 0, true)
      }
      signal.set(work[0].subarray(0, nSamples))
    },
  }
}
