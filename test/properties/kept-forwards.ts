/** What tuning relies on, for any engine: a kept forward transform changes no bit. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Engine } from '../../src/core/engine.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import type { Process } from '../../src/processes/process.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { recipeOf } from '../gathers.ts'
import { anyGather, anyStep, gatherOfDraw, holds, isLegal, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'

const KEEP = { keepForwards: true }

export interface KeepingEngines extends Pick<TestedEngine, 'given' | 'suits'> {
  readonly keeping: Engine
  /** Of the same kind, and never asked to keep anything. */
  readonly fresh: Engine
  /** Whether what is kept of one step must serve another that differs from it in a threshold key. */
  serves(step: RecipeStep, other: RecipeStep): boolean
}

/**
 * Any step of a process, then the same with another value of each parameter: bits as of an engine that has kept
 * nothing; and where the parameter is one of the definition's threshold keys, and what is kept serves the other value,
 * it is there. Control: the changes are felt, more than one a run.
 */
export async function changesNoBit(process: Process, engines: KeepingEngines, numRuns: number): Promise<void> {
  const { definition } = process
  const anyCase = fc
    .record({
      step: anyStep(process, engines.given),
      other: anyStep(process, engines.given),
      gather: anyGather({ nSamples: [1, 40], nTraces: [1, 40] }),
    })
    .filter(({ step, other, gather }) => isSmall(step, gather) && isSmall(other, gather) && engines.suits(step, gather))
  let nFelt = 0
  const property = fc.asyncProperty(anyCase, async ({ step, other, gather: draw }) => {
    const gather = gatherOfDraw(draw)
    for (const { key } of definition.params) {
      const changed = { ...step, [key]: other[key]! }
      if (changed[key] === step[key] || !isLegal(changed) || !isSmall(changed, draw)) continue
      const before = await engines.keeping.process(gather, recipeOf(step), KEEP)
      const { samples, forwardsReused } = await engines.keeping.process(gather, recipeOf(changed), KEEP)
      const fresh = await engines.fresh.process(gather, recipeOf(changed))
      expectSameBits(samples, fresh.samples, `after a change of ${key}`)
      if (before.samples.some((sample, i) => sample !== samples[i])) nFelt++
      if (definition.thresholdKeys.includes(key) && engines.serves(step, changed)) {
        expect(forwardsReused, `forward transforms reused after a change of ${key}`).toBe(1)
      }
    }
  })
  await holds(property, numRuns)
  expect(nFelt, 'changes that were felt').toBeGreaterThan(numRuns)
}
