import type { PassedGather, Passes, PassRuns } from '../gather-process.ts'
import { fkPatches } from '../wiener/fk-patches.ts'
import { noisePowers, powerRuns } from '../wiener/noise-power.ts'

/** In f-k signal fills few of the cells, so that their weakest fifth is noise alone; in frames of single traces it is not. */
export const NOISE_PATCHES = { part: { ...fkPatches, noiseQuantile: 0.2 }, lateralTraces: 16 }

/** The noise power of each frequency in a cell of one trace, that is one (frame, trace, bin). */
export function* cellNoise(
  gather: PassedGather,
  input: string,
  factors: Float64Array,
  windowSamples: number,
): Passes<Float64Array> {
  const powers = yield* noisePowers(gather, input, { ...NOISE_PATCHES, factors, windowSamples })
  return powers.map((power) => power / fkPatches.noiseGain(NOISE_PATCHES.lateralTraces))
}

/** How its passes go. */
export const cellNoiseRuns: PassRuns = powerRuns(fkPatches)
