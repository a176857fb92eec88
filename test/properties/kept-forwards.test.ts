/*
 * Kept forward transforms on the CPU engine: any step of the registry, then another value of each of its parameters in
 * turn, gives the bits of a fresh run; after a change of one of the registry's threshold keys the transform is there, as
 * far as the process says that what is kept reaches.
 * Control: the changes do change samples (counted).
 */
import { it } from 'vitest'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { spanReferenceOf } from '../../src/processes/methods.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { PROCESSES } from './arbitraries.ts'
import { cpu } from './engines.ts'
import { changesNoBit } from './kept-forwards.ts'

it.each(PROCESSES)('%s', async (_, process) => {
  const keeping = inlineCpuEngine({ nWorkers: 2, blockBytes: 20_000 }).engine
  const fresh = inlineCpuEngine({ nWorkers: 1, blockBytes: 2 ** 40 }).engine
  const { reach } = spanReferenceOf(defaultStep(process.definition))
  const serves = (step: RecipeStep, other: RecipeStep) => reach(other).wanted >= reach(step).kept
  await changesNoBit(process, { ...cpu, keeping, fresh, serves }, 40)
})
