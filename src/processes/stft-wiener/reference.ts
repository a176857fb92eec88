import type { GatherReference } from '../gather-process.ts'
import { lateralFrames } from '../lateral-frames.ts'
import { protecting } from '../signal-protection.ts'
import { wienerStep, wienerStepRuns } from '../wiener-step.ts'
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
