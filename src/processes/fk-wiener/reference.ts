import { fkPatches } from '../fk-patches.ts'
import type { GatherReference } from '../gather-process.ts'
import { wienerFilter, wienerRuns } from '../wiener-filter.ts'
import { fkWienerParams } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerReference: GatherReference = {
  *passes(gather, step) {
    const { k, patchSamples, patchTraces, balance } = fkWienerParams(step)
    yield* wienerFilter(fkPatches, gather, {
      input: 'input',
      output: 'output',
      k,
      lateralTraces: patchTraces,
      noise: { isBalanced: balance, windowSamples: patchSamples },
    })
  },
  runs: wienerRuns(fkPatches),
}
