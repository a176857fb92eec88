import type { GatherReference } from '../gather-process.ts'
import { lateralFrames } from '../lateral-frames.ts'
import { protecting } from '../signal-protection.ts'
import { wienerFilter, wienerRuns } from '../wiener-filter.ts'
import { stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerReference: GatherReference = protecting({
  *passes(gather, step) {
    const params = stftWienerParams(step)
    yield* wienerFilter(lateralFrames, gather, {
      input: 'input',
      output: 'output',
      k: params.k,
      shapesOf: (windowSamples) => [{ windowSamples, lateralTraces: params.lateralTraces }],
      noise: { isBalanced: params.balance, windowSamples: params.windowSamples },
    })
  },
  runs: wienerRuns(lateralFrames),
})
