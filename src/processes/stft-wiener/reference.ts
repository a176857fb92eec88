import type { GatherReference } from '../gather-process.ts'
import { protecting } from '../protection/signal-protection.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { wienerStep, wienerStepRuns } from '../wiener/wiener-step.ts'
import { STFT_CHOICES, stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerReference: GatherReference = protecting({
  passes(gather, step) {
    const { lateralTraces, ...params } = stftWienerParams(step)
    const shapesOf = (windowSamples: number) => [{ windowSamples, lateralTraces }] as const
    return wienerStep(lateralFrames, gather, { ...params, choices: STFT_CHOICES, shapesOf })
  },
  runs: wienerStepRuns(lateralFrames),
})
