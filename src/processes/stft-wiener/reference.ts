import type { GatherReference } from '../gather-process.ts'
import { lateralFrames } from '../lateral-frames.ts'
import { tunedWienerFilter, tunedWienerRuns } from '../tuned-wiener.ts'
import { STFT_CHOICES, stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerReference: GatherReference = {
  *passes(gather, step) {
    const params = stftWienerParams(step)
    return yield* tunedWienerFilter(lateralFrames, gather, {
      input: 'input',
      output: 'output',
      k: params.k,
      choices: STFT_CHOICES,
      shapesOf: (windowSamples) => [{ windowSamples, lateralTraces: params.lateralTraces }],
      noise: { isBalanced: params.balance, windowSamples: params.windowSamples },
    })
  },
  runs: tunedWienerRuns(lateralFrames),
}
