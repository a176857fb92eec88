import type { PowerHistogram } from '../../dsp/power-histogram.ts'

/** Patches from which the patch length of a gather is found: samples, traces. */
export const SURVEY_PATCH = [64, 16] as const

const SHORTEST = 16
const LONGEST = 256

/**
 * The power of two nearest two periods of the gather's centroid frequency, from 16 to 256 samples. The centroid is that of
 * what exceeds the noise: noise alone would draw it to the middle of the band.
 */
export function patchLength(histogram: PowerHistogram, noiseQuantile: number): number {
  const [patchSamples] = SURVEY_PATCH
  let [sum, moment] = [0, 0]
  for (let bin = 0; bin <= patchSamples / 2; bin++) {
    const noise = histogram.quantile(bin, noiseQuantile) / -Math.log(1 - noiseQuantile)
    const excess = Math.max(0, histogram.mean(bin) - noise)
    sum += excess
    moment += (bin / patchSamples) * excess
  }
  if (moment === 0) return 2 * SHORTEST
  return Math.min(LONGEST, Math.max(SHORTEST, 2 ** Math.round(Math.log2((2 * sum) / moment))))
}
