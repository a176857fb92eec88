import { LateralPatches, lateralPatchesBytes } from '../../dsp/lateral-patches.ts'
import { SimdHeap } from '../../dsp/simd-heap.ts'
import { keptLast } from '../kept-last.ts'
import type { LateralPart, LateralShape } from './lateral-part.ts'

const patchesOf = keptLast(({ nTraces, windowSamples, lateralTraces }: LateralShape) => {
  const nBins = windowSamples / 2 + 1
  const heap = new SimdHeap(lateralPatchesBytes(lateralTraces, nBins))
  return new LateralPatches(heap, { width: lateralTraces, nBins, nTraces })
})

/** The cells of the local f-k transform: each is judged by its own power. */
export const fkPatches: LateralPart = {
  name: 'f-k',
  noiseQuantile: 0.35,
  reach: (lateralTraces) => lateralTraces - 1,
  // The sum of squares of a sine window.
  noiseGain: (lateralTraces) => lateralTraces / 2,
  cellsOf: patchesOf,
}
