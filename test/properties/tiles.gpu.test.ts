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
import type { Process } from '../../src/processes/process.ts'
import { processOf } from '../../src/processes/recipe.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { recipeOf } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'
import { AMPLE } from '../record-forward.ts'
import { anyGather, anyStep, type GatherDraw, gatherOfDraw, holds, isSmall, PROCESSES } from './arbitraries.ts'
import { softwareGpu } from './engines.ts'

const gpu = softwareGpu()

/** Limits that let a tile hold so many traces of a step. */
function anyLimits(
  { gpu: { plan }, definition }: Process,
  step: RecipeStep,
  draw: GatherDraw,
): fc.Arbitrary<Partial<GpuLimits>> {
  const { buffers } = plan({ ...draw, sampleIntervalMs: 2 }, step, AMPLE)
  const bytes = buffers.map((buffer) => buffer.bytesPerTrace)
  const narrowest = 2 * definition.haloTraces(step) + 1
  return fc
    .record({
      capacity: fc.integer({ min: narrowest, max: narrowest + 6 }),
      isByTile: fc.boolean(),
      workgroupsPerDimension: fc.option(fc.integer({ min: 1, max: 7 })),
      canShare: fc.boolean(),
    })
    .map(({ capacity, isByTile, workgroupsPerDimension, canShare }) => ({
      ...(isByTile ? { tileBytes: capacity * sumOf(bytes) } : { bindingBytes: capacity * Math.max(...bytes) }),
      ...(workgroupsPerDimension === null ? {} : { workgroupsPerDimension }),
      ...(canShare ? {} : { workgroupBytes: 0, hasSubgroups: false }),
    }))
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Bands of more than a hundred samples go other ways than short ones. */
const CASES = [
  ...PROCESSES.map(([name, process]) => [name, process, [1, 32], [33, 60]] as const),
  ['wavelet-denoise, long traces', processOf('wavelet-denoise'), [140, 400], [8, 20]] as const,
]

test.each(CASES)('%s', async (_, process, nSamples, nTraces) => {
  let nCut = 0
  const anyCase = fc
    .record({ step: anyStep(process, gpu.given), gather: anyGather({ nSamples, nTraces }) })
    .filter(({ step, gather }) => isSmall(step, gather, 2 ** 20))
    .chain(({ step, gather }) =>
      fc.record({ step: fc.constant(step), gather: fc.constant(gather), limits: anyLimits(process, step, gather) }),
    )
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw, limits }) => {
    const gather = gatherOfDraw(draw)
    const whole = await gpu.process(gather, step)
    await withEngine({ limits }, async (engine) => {
      const { samples } = await engine.process(gather, recipeOf(step))
      expectSameBits(samples, whole.samples)
      if (engine.dispatchCounts.get('gather/take.wgsl')! > 1) nCut++
    })
  })
  const numRuns = 6
  await holds(property, numRuns)
  expect(nCut).toBeGreaterThanOrEqual(numRuns / 2)
})
