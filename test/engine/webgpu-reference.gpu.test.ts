/**
 * Plan: every golden case of a whole gather (test/fixtures/reference) through the WebGPU engine on the software
 * adapter, within the case's own tolerance and with its own number of outliers.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RECIPE_FORMAT } from '../../src/core/recipe.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { compareArrays } from '../compare-arrays.ts'
import { testGpu } from '../gpu-device.ts'
import { gatherCases } from '../reference-gathers.ts'

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const cases = gatherCases()

test('there are cases', () => expect(cases.length).toBeGreaterThan(50))

test.each(cases.map((one) => [one.id, one] as const))('%s', async (_, one) => {
  const recipe = { format: RECIPE_FORMAT, name: one.id, steps: [one.step] } as const
  const { samples } = await engine.process(one.gather, recipe)
  const comparison = compareArrays(samples, one.expected, {
    relativeToMax: one.tolerance,
    outliers: one.outliers,
    columns: one.gather.nTraces,
    compareColumns: one.compareColumns,
  })
  expect(comparison.matches, comparison.report).toBe(true)
})
