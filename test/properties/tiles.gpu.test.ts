/**
 * Plan: tile invariance on the WebGPU engine, bit for bit: any step of the registry on any gather gives the samples of
 * one tile under random limits of the adapter: bytes of a binding or of a tile that hold from one trace with its halo
 * to six more, and at times few workgroups a dimension, and none of what a workgroup shares. Each case is an engine
 * with limits of its own; that gathers were cut is counted, which is the control.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecipeStep } from '../../src/core/recipe.ts'
import type { GpuLimits } from '../../src/processes/gpu-process.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { recipeOf } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'
import { AMPLE } from '../record-forward.ts'
import type { SpanProcess } from '../span-process.ts'
import { anyGather, anyStep, type GatherDraw, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import { GPU_WAYS } from './engines.ts'

/** Limits that let a tile hold so many traces of a step, and have it computed the same way. */
function anyLimits(
  { gpu, definition }: SpanProcess,
  step: RecipeStep,
  draw: GatherDraw,
  ofWay: Partial<GpuLimits>,
): fc.Arbitrary<Partial<GpuLimits>> {
  const shape = { ...draw, sampleIntervalMs: 2 }
  const fusedUnder = (limits: Partial<GpuLimits>) => gpu.fused.plan(shape, step, { ...AMPLE, ...limits, ...ofWay })
  const isFused = fusedUnder({}) !== null
  const bytes = isFused
    ? [4 * draw.nSamples]
    : gpu.staged.plan(shape, step, AMPLE).buffers.map((buffer) => buffer.bytesPerTrace)
  const narrowest = 2 * definition.haloTraces(step) + 1
  return fc
    .record({
      capacity: fc.integer({ min: narrowest, max: narrowest + 6 }),
      isByTile: fc.boolean(),
      workgroupsPerDimension: fc.option(fc.integer({ min: 1, max: 7 })),
    })
    .map(({ capacity, isByTile, workgroupsPerDimension }) => ({
      ...(isByTile ? { tileBytes: capacity * sumOf(bytes) } : { bindingBytes: capacity * Math.max(...bytes) }),
      ...(workgroupsPerDimension === null ? {} : { workgroupsPerDimension }),
    }))
    .filter((limits) => (fusedUnder(limits) !== null) === isFused)
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Bands of more than a hundred samples go other ways than short ones. */
const CASES = GPU_WAYS.flatMap(([name, process, way]) => [
  [name, process, way, [1, 32], [33, 60]] as const,
  ...(process.definition.name === 'wavelet-denoise'
    ? [[`${name}, long traces`, process, way, [140, 400], [8, 20]] as const]
    : []),
])

test.each(CASES)('%s', async (_, process, { limits: ofWay, given, suits, share }, nSamples, nTraces) => {
  let nCut = 0
  const anyCase = fc
    .record({ step: anyStep(process, given), gather: anyGather({ nSamples, nTraces }) })
    .filter(({ step, gather }) => isSmall(step, gather, 2 ** 20) && suits(step, gather))
    .chain(({ step, gather }) =>
      fc.record({
        step: fc.constant(step),
        gather: fc.constant(gather),
        limits: anyLimits(process, step, gather, ofWay),
      }),
    )
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw, limits }) => {
    const gather = gatherOfDraw(draw)
    const processed = (of: Partial<GpuLimits>) =>
      withEngine({ limits: { ...of, ...ofWay } }, async (engine) => ({
        ...(await engine.process(gather, recipeOf(step))),
        nDispatches: [...engine.dispatchCounts.values()].reduce((sum, count) => sum + count, 0),
      }))
    const [whole, cut] = [await processed({}), await processed(limits)]
    expectSameBits(cut.samples, whole.samples)
    if (cut.nDispatches > whole.nDispatches) nCut++
  })
  const numRuns = Math.ceil(6 * share)
  await holds(property, numRuns)
  expect(nCut).toBeGreaterThanOrEqual(numRuns / 2)
})
