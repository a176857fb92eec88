/** Whole processes that give their input back, for any engine. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { RecipeStep } from '../../src/core/recipe.ts'
import type { Process } from '../../src/processes/process.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { anyGather, anyStep, type Given, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'
import { filterLoss } from './rounding.ts'

/**
 * By process: values under which a step gives its input back, whatever its other values are. A threshold of 0 is no
 * legal k; one of 1e-30 noise scales is as good.
 */
const NOTHING_SHRUNK: Readonly<Record<string, readonly Given[]>> = {
  'wavelet-denoise': [{ k: [1e-30] }],
  // A trace that is its own only neighbour does not stand out; a band beyond Nyquist holds no bin.
  'tf-denoise': [
    { aperture: [1], timeSmoothing: [1] },
    { fminHz: [90_000], fmaxHz: [100_000] },
  ],
}

/** Any step of a process that shrinks nothing. */
export function anyUnshrunkStep({ definition, ...process }: Process, given: Given = {}): fc.Arbitrary<RecipeStep> {
  const variants = NOTHING_SHRUNK[definition.name]
  expect(variants, `values under which ${definition.name} gives a gather back`).toBeDefined()
  return fc.constantFrom(...variants!).chain((values) => anyStep({ definition, ...process }, { ...given, ...values }))
}

/** Any gather comes back from any step that shrinks nothing. */
export async function comesBack(process: Process, engine: TestedEngine, numRuns: number): Promise<void> {
  const anyCase = fc
    .record({
      step: anyUnshrunkStep(process, engine.given),
      gather: anyGather({ nSamples: [1, 90], nTraces: [1, 9], exponent: [-60, 60] }),
    })
    .filter(({ step, gather }) => isSmall(step, gather) && engine.suits(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw }) => {
    const gather = gatherOfDraw(draw)
    const { samples } = await engine.process(gather, step)
    const relativeToMax = Math.max(engine.roundingOf(step), filterLoss(step))
    expectArraysClose(samples, gather.samples, { relativeToMax, columns: gather.nTraces })
  })
  await holds(property, Math.ceil(engine.share * numRuns))
}
