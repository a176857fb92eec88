import { LateralEnergy } from '../../dsp/lateral-energy.ts'
import type { LateralPart } from './lateral-part.ts'

/** The cells of each trace's STFT: judged by their mean power over neighbouring traces. */
export const lateralFrames: LateralPart = {
  name: 'stft',
  noiseQuantile: 0.3,
  reach: (lateralTraces) => (lateralTraces - 1) / 2,
  noiseGain: () => 1,
  cellsOf: ({ nTraces, windowSamples, lateralTraces }, factors) =>
    new LateralEnergy({
      aperture: lateralTraces,
      nBins: windowSamples / 2 + 1,
      nTraces,
      isLive: (trace) => factors[trace] !== 0,
    }),
}
