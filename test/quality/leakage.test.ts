/** Plan: leakage as it was found for the filters at their defaults, white noise at 0 dB: less where filters are better, and where signal is protected. */
import { expect, it } from 'vitest'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { localSimilarity } from '../../src/measures/local-similarity/reference.ts'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../src/processes/fk-wiener/reference.ts'
import type { GatherReference } from '../../src/processes/gather-process.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { stftWiener } from '../../src/processes/stft-wiener/params.ts'
import { stftWienerReference } from '../../src/processes/stft-wiener/reference.ts'
import { gatherOf } from '../gathers.ts'
import { runPasses } from '../run-twin.ts'
import { N_SAMPLES, N_TRACES, problems } from './problems.ts'

const { clean, noisy } = problems(3)
const gather = gatherOf(N_SAMPLES, N_TRACES, noisy('a0'))

const leakage = (reference: GatherReference, step: RecipeStep) =>
  localSimilarity(gather, { ...gather, samples: runPasses(reference, gather, step, 1) }).mean

it('of the filters', () => {
  expect(leakage(fkWienerReference, defaultStep(fkWiener))).toBeCloseTo(0.14, 2)
  expect(leakage(fkWienerReference, defaultStep(fkWiener, { protectSignal: true }))).toBeCloseTo(0.1, 2)
  expect(leakage(stftWienerReference, defaultStep(stftWiener))).toBeCloseTo(0.2, 2)
})

it('of the clean gather itself', () => {
  expect(localSimilarity(gather, { ...gather, samples: clean }).mean).toBeLessThan(0.035)
})
