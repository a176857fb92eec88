/**
 * Plan: the WebGPU engine agrees with the double-precision twin for random steps of the registry on random gathers of
 * any amplitude, as near as float32 can come (test/properties/twins.ts says how near, and why). Control: a sample that
 * is off by a ten-thousandth of the largest is found.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { processOf } from '../../src/processes/recipe.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { noiseGather } from '../gathers.ts'
import { anyGather, anyStep, gatherOfDraw, holds, isSmall, PROCESSES } from './arbitraries.ts'
import { softwareGpu } from './engines.ts'
import { expectTwin } from './twins.ts'

const gpu = softwareGpu()

/** Bands of more than a hundred samples go other ways than short ones. */
const CASES = [
  ...PROCESSES.map(([name, process]) => [name, process, [1, 60], 50] as const),
  ['wavelet-denoise, long traces', processOf('wavelet-denoise'), [140, 400], 20] as const,
]

test.each(CASES)('%s', async (_, process, nSamples, numRuns) => {
  const anyCase = fc
    .record({
      step: anyStep(process, gpu.given),
      gather: anyGather({ nSamples, nTraces: [1, 14], exponent: [-60, 80] }),
    })
    .filter(({ step, gather }) => isSmall(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw }) => {
    const gather = gatherOfDraw(draw)
    await expectTwin((await gpu.process(gather, step)).samples, gather, step)
  })
  await holds(property, numRuns)
})

test.each(PROCESSES)('control: %s with one sample off', async (_, { definition }) => {
  const gather = noiseGather(60, 9)
  const step = defaultStep(definition)
  const { samples } = await gpu.process(gather, step)
  await expectTwin(samples, gather, step)
  samples[100]! += 1e-4
  await expect(expectTwin(samples, gather, step)).rejects.toThrow(/\[11, 1\]/)
})
