import type { PowerHistogram } from '../dsp/power-histogram.ts'
import { noisePower } from './noise-power.ts'

/** Length of the patches by whose powers the patch length of a gather is found. */
export const SURVEY_SAMPLES = 64

const SHORTEST = 16
const LONGEST = 256

/**
 * The power of two nearest two periods of the gather's centroid frequency, from 16 to 256 samples, by the powers of
 * patches of SURVEY_SAMPLES samples. The centroid is that of what exceeds the noise: noise alone would draw it to the
 * middle of the band.
 */
export function patchLength(histogram: PowerHistogram, noiseQuantile: number): number {
  let [sum, moment] = [0, 0]
  for (let bin = 0; bin <= SURVEY_SAMPLES / 2; bin++) {
    const excess = Math.max(0, histogram.mean(bin) - noisePower(histogram, bin, noiseQuantile))
    sum += excess
    moment += (bin / SURVEY_SAMPLES) * excess
  }
  if (moment === 0) return 2 * SHORTEST
  return Math.min(LONGEST, Math.max(SHORTEST, 2 ** Math.round(Math.log2((2 * sum) / moment))))
}
