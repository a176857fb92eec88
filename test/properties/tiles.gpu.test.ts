/**
 * Plan: tile invariance on the WebGPU engine, bit for bit: any step of the registry on any gather gives the samples of
 * one tile under random limits of the adapter: bytes of a binding or of a tile that hold from one trace with its halo
 * up to all but one, and few workgroups a dimension. Each case is an engine with limits of its own; that it was cut is
 * counted, which is the control.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecipeStep } from '../../src/core/recipe.ts'
import type { GpuLimits } from '../../src/processes/gpu-process.ts'
import type { Process } from '../../src/processes/process.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { recipeOf } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'
import { anyGather, anyStep, type GatherDraw, gatherOfDraw, holds, isSmall, PROCESSES } from './arbitraries.ts'
import { softwareGpu } from './engines.ts'

const gpu = softwareGpu()

const AMPLE: GpuLimits = { bindingBytes: 2 ** 27, tileBytes: 2 ** 29, workgroupsPerDimension: 65_535 }

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
      limit: fc.constantFrom('binding', 'tile', 'workgroups'),
      capacity: fc.integer({ min: narrowest, max: Math.max(narrowest, draw.nTraces - 1) }),
    })
    .map(({ limit, capacity }) => {
      if (limit === 'binding') return { bindingBytes: capacity * Math.max(...bytes) }
      if (limit === 'tile') return { tileBytes: capacity * bytes.reduce((sum, count) => sum + count, 0) }
      return { workgroupsPerDimension: 1 + (capacity % 7) }
    })
}

test.each(PROCESSES)('%s', async (_, process) => {
  let nCut = 0
  const anyCase = fc
    .record({ step: anyStep(process, gpu.given), gather: anyGather({ nSamples: [1, 40], nTraces: [2, 90] }) })
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
  await holds(property, 8)
  expect(nCut).toBeGreaterThan(2)
})
