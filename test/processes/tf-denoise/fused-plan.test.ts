/**
 * Plan: which gathers the fused STFT takes, as pure data: tiles as large as leaves room for several workgroups, columns for all
 * neighbours, segments that cover every frame and are more where workgroups are few.
 */
import { expect, test } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { fusedStft, planFusedStft } from '../../../src/processes/tf-denoise/fused-plan.ts'
import { tfDenoise, tfDenoiseParams } from '../../../src/processes/tf-denoise/params.ts'
import { tfGeometry } from '../../../src/processes/tf-denoise/plan.ts'

const shape = (nTraces: number) => ({ nSamples: 1600, nTraces, sampleIntervalMs: 2 })
const paramsOf = (values: Readonly<Record<string, ParamValue>>) => tfDenoiseParams(defaultStep(tfDenoise, values))

function planOf(workgroupBytes: number, values: Readonly<Record<string, ParamValue>>, nTraces = 3000) {
  return fusedStft(shape(nTraces), paramsOf(values), { workgroupBytes, workgroupThreads: 256 })
}

test.each([
  [{ windowSamples: 64, aperture: 7 }, 2 ** 14, 16],
  [{ windowSamples: 64, aperture: 7 }, 2 ** 16, 16],
  [{ windowSamples: 32, aperture: 7 }, 2 ** 15, 32],
  [{ windowSamples: 64, aperture: 31 }, 2 ** 14, undefined],
  [{ windowSamples: 64, aperture: 31 }, 2 ** 15, 8],
  [{ windowSamples: 128, aperture: 7 }, 2 ** 15, 8],
  [{ windowSamples: 64, timeSmoothing: 3 }, 2 ** 15, undefined],
  [{ windowSamples: 64 }, 0, undefined],
])('%j in %i bytes: %s traces a workgroup', (values, workgroupBytes, tile) => {
  expect(planOf(workgroupBytes, values)?.tile).toBe(tile)
})

test('there is a column for each neighbour of an own trace', () => {
  for (let aperture = 1; aperture <= 31; aperture += 2) {
    const { tile, columns } = planOf(2 ** 16, { windowSamples: 16, aperture })!
    expect(2 * columns).toBeGreaterThanOrEqual(tile + aperture - 1)
    // Columns before the own ones are whole: an own trace pairs with an own one.
    expect((columns - tile / 2) % 2).toBe(0)
  }
})

test.each([1, 20, 3000])('segments of %i traces cover every frame', (nTraces) => {
  for (const hopSamples of [1, 16, 31, 64]) {
    const values = { windowSamples: 64, hopSamples }
    const { segmentFrames, nSegments } = planOf(2 ** 15, values, nTraces)!
    const { nFrames } = tfGeometry(shape(nTraces), paramsOf(values))
    expect(segmentFrames * nSegments).toBeGreaterThanOrEqual(nFrames)
    expect(segmentFrames * (nSegments - 1)).toBeLessThan(nFrames)
  }
})

test('segments are more where workgroups are few', () => {
  const values = { windowSamples: 64, hopSamples: 32 }
  expect(planOf(2 ** 15, values, 64)!.nSegments).toBeGreaterThan(planOf(2 ** 15, values, 30_000)!.nSegments)
})

test('tiles of a gather start at even traces, so that the same two share a transform', () => {
  const limits = {
    bindingBytes: 1600 * 4 * 101,
    tileBytes: 2 ** 30,
    keptBytes: 2 ** 30,
    workgroupsPerDimension: 65535,
    workgroupBytes: 2 ** 15,
    workgroupThreads: 256,
  }
  const { tiles } = planFusedStft(shape(1001), paramsOf({ windowSamples: 64 }), limits)!
  expect(tiles.length).toBeGreaterThan(10)
  for (const { startTrace } of tiles) expect(startTrace % 2).toBe(0)
})
