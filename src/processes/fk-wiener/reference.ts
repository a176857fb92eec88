import { fkPatches } from '../fk-patches.ts'
import type { GatherReference } from '../gather-process.ts'
import { tunedWienerFilter, tunedWienerRuns } from '../tuned-wiener.ts'
import { FK_CHOICES, fkWienerParams, patchShapes } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerReference: GatherReference = {
  *passes(gather, step) {
    const params = fkWienerParams(step)
    return yield* tunedWienerFilter(fkPatches, gather, {
      input: 'input',
      output: 'output',
      k: params.k,
      choices: FK_CHOICES,
      shapesOf: (patchSamples) => patchShapes(params, patchSamples),
      noise: { isBalanced: params.balance, windowSamples: params.patchSamples },
    })
  },
  runs: tunedWienerRuns(fkPatches),
}
