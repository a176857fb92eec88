import { fkPatches } from '../fk-patches.ts'
import type { GatherReference } from '../gather-process.ts'
import { protecting } from '../signal-protection.ts'
import { wienerFilter, wienerRuns } from '../wiener-filter.ts'
import { fkWienerParams, patchShapes } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerReference: GatherReference = protecting({
  *passes(gather, step) {
    const params = fkWienerParams(step)
    yield* wienerFilter(fkPatches, gather, {
      input: 'input',
      output: 'output',
      k: params.k,
      shapesOf: (patchSamples) => patchShapes(params, patchSamples),
      noise: { isBalanced: params.balance, windowSamples: params.patchSamples },
    })
  },
  runs: wienerRuns(fkPatches),
})
