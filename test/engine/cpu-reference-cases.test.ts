/*
 * Golden gathers through the CPU engine: every gather case of the manifest within its tolerance, on two workers and
 * several blocks. Control: the excepted cases do differ, so that no exception is listed without need.
 */
import { describe, expect, it } from 'vitest'
import { compareArrays, expectArraysClose } from '../compare-arrays.ts'
import { recipeOf } from '../gathers.ts'
import { exceptedGatherCases, type GatherCase, gatherCases } from '../reference-gathers.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

async function run(gatherCase: GatherCase): Promise<Float32Array> {
  const { engine } = inlineCpuEngine({ nWorkers: 2, blockBytes: 2 ** 18 })
  return (await engine.process(gatherCase.gather, recipeOf(gatherCase.step))).samples
}

function toleranceOf({ tolerance, outliers, compareColumns, gather }: GatherCase) {
  return { relativeToMax: tolerance, outliers, compareColumns, columns: gather.nTraces }
}

describe('golden gathers on the CPU engine', () => {
  const cases = gatherCases()

  it('has them all', () => expect(cases.length).toBe(81))

  for (const gatherCase of cases) {
    it(gatherCase.id, async () => {
      expectArraysClose(await run(gatherCase), gatherCase.expected, toleranceOf(gatherCase))
    })
  }

  for (const gatherCase of exceptedGatherCases()) {
    it(`${gatherCase.id} is an exception with cause`, async () => {
      const comparison = compareArrays(await run(gatherCase), gatherCase.expected, toleranceOf(gatherCase))
      expect(comparison.matches).toBe(false)
    })
  }
})
