import { fkPatches } from '../fk-patches.ts'
import type { GatherReference } from '../gather-process.ts'
import { protecting } from '../signal-protection.ts'
import { wienerStep, wienerStepRuns } from '../wiener-step.ts'
import { fkWienerParams, patchShapes } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerReference: GatherReference = protecting({
  passes(gather, step) {
    const params = fkWienerParams(step)
    const { k, balance, robust, patchSamples } = params
    return wienerStep(fkPatches, gather, {
      k,
      shapesOf: (windowSamples) => patchShapes(params, windowSamples),
      windowSamples: patchSamples,
      balance,
      robust,
    })
  },
  runs: wienerStepRuns(fkPatches),
})
