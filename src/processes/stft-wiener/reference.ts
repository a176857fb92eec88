import type { GatherReference } from '../gather-process.ts'
import { lateralFrames } from '../lateral-frames.ts'
import { wienerFilter, wienerRuns } from '../wiener-filter.ts'
import { stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerReference: GatherReference = {
  *passes(gather, step) {
    const { k, windowSamples, lateralTraces, balance } = stftWienerParams(step)
    yield* wienerFilter(lateralFrames, gather, {
      input: 'input',
      output: 'output',
      k,
      lateralTraces,
      noise: { isBalanced: balance, windowSamples },
    })
  },
  runs: wienerRuns(lateralFrames),
}
