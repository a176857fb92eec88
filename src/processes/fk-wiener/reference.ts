import { fkPatches } from '../fk-patches.ts'
import type { GatherReference } from '../gather-process.ts'
import { protecting } from '../signal-protection.ts'
import { wienerStep, wienerStepRuns } from '../wiener-step.ts'
import { FK_CHOICES, fkWienerParams, patchShapes } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerReference: GatherReference = protecting({
  passes(gather, step) {
    const { patchSamples, ...params } = fkWienerParams(step)
    return wienerStep(fkPatches, gather, {
      ...params,
      choices: FK_CHOICES,
      windowSamples: patchSamples,
      shapesOf: (windowSamples) => patchShapes(fkWienerParams(step), windowSamples),
    })
  },
  runs: wienerStepRuns(fkPatches),
})
