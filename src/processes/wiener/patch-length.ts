import type { PowerHistogram } from '../../dsp/power-histogram.ts'
import type { PassedGather, Passes, PassRuns } from '../gather-process.ts'
import { fkPatches } from './fk-patches.ts'
import { noisePower, powerHistogram, powerRuns } from './noise-power.ts'

/** Patches of the local f-k transform by whose powers the length is found, whatever is to be cut to it. */
export const SURVEY = { part: fkPatches, windowSamples: 64, lateralTraces: 16 }

/** What is chosen from: each twice the one before. */
export const FRAME_LENGTHS: readonly number[] = [16, 32, 64, 128, 256]
const [SHORTEST, LONGEST] = [FRAME_LENGTHS[0]!, FRAME_LENGTHS.at(-1)!]

/**
 * The power of two nearest two periods of the centroid frequency of a plane's balanced traces, from 16 to 256 samples. The
 * centroid is that of what exceeds the noise: noise alone would draw it to the middle of the band. Seen in f-k, for single
 * traces tell too little: by their frames the length is half or twice as long where noise is twice as strong as signal.
 */
export function* patchLength(gather: PassedGather, input: string, factors: Float64Array): Passes<number> {
  return twoPeriods(yield* powerHistogram(gather, input, { ...SURVEY, factors }))
}

/** How its passes go. */
export const patchLengthRuns: PassRuns = powerRuns(fkPatches)

function twoPeriods(histogram: PowerHistogram): number {
  const { windowSamples, part } = SURVEY
  let [sum, moment] = [0, 0]
  for (let bin = 0; bin <= windowSamples / 2; bin++) {
    const excess = Math.max(0, histogram.mean(bin) - noisePower(histogram, bin, part.noiseQuantile))
    sum += excess
    moment += (bin / windowSamples) * excess
  }
  if (moment === 0) return 2 * SHORTEST
  return Math.min(LONGEST, Math.max(SHORTEST, 2 ** Math.round(Math.log2((2 * sum) / moment))))
}
