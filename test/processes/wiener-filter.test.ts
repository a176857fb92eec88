/**
 * Plan: as a part of another method, the filter goes on other planes, by noise that was found before: the same result as
 * with the noise found anew, by fewer passes.
 */
import { expect, it } from 'vitest'
import type { GatherFigures } from '../../src/core/engine.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { fkPatches } from '../../src/processes/fk-patches.ts'
import type { GatherPass, GatherReference, Passes } from '../../src/processes/gather-process.ts'
import { wienerFilter, wienerRuns } from '../../src/processes/wiener-filter.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather } from '../gathers.ts'
import { runPasses } from '../run-twin.ts'

const STEP: RecipeStep = { process: 'part' }
const RUN = {
  input: 'input',
  k: 2.6,
  shapesOf: (windowSamples: number) => [{ windowSamples, lateralTraces: 8 }] as const,
  noise: { isBalanced: true, windowSamples: null },
}

it('goes by noise that was found before', () => {
  const gather = makeGather(80, 30)
  const names: string[] = []
  function* noted(passes: Passes<GatherFigures>): Passes<GatherFigures> {
    let next = passes.next()
    while (!next.done) {
      const pass: GatherPass = next.value
      names.push(pass.name)
      next = passes.next(yield pass)
    }
    return next.value
  }
  const referenceOf = (passes: GatherReference['passes']): GatherReference => ({
    passes: (...given) => noted(passes(...given)),
    runs: wienerRuns(fkPatches),
  })
  const once = referenceOf(function* (sizes) {
    yield* wienerFilter(fkPatches, sizes, { ...RUN, output: 'output' })
    return {}
  })
  const twice = referenceOf(function* (sizes) {
    const noise = yield* wienerFilter(fkPatches, sizes, { ...RUN, output: 'other' })
    yield* wienerFilter(fkPatches, sizes, { ...RUN, output: 'output', noise })
    return {}
  })
  const expected = runPasses(once, gather, STEP, 2)
  const passesOfOnce = names.splice(0)
  expectSameBits(runPasses(twice, gather, STEP, 2), expected)
  expect(passesOfOnce).toEqual(['level', 'f-k powers', 'f-k powers', 'f-k estimate', 'f-k filter'])
  expect(names).toEqual([...passesOfOnce, 'f-k estimate', 'f-k filter'])
})
