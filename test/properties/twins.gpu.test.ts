/**
 * Plan: the WebGPU engine agrees with the double-precision twin for random steps of the registry on random gathers of
 * any amplitude, as near as float32 can come (test/properties/twins.ts says how near, and why). Control: a sample that
 * is off by a ten-thousandth of the largest is found.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultStep } from '../../src/processes/schema.ts'
import { noiseGather } from '../gathers.ts'
import { anyGather, anyStep, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import { gpuCases } from './engines.ts'
import { expectTwin } from './twins.ts'

const WAYS = gpuCases()

/** Bands of more than a hundred samples go other ways than short ones. */
const CASES = [
  ...WAYS.map(([name, process, gpu]) => [name, process, gpu, [1, 60], 50] as const),
  ...WAYS.filter(([, { definition }]) => definition.name === 'wavelet-denoise').map(
    ([name, process, gpu]) => [`${name}, long traces`, process, gpu, [140, 400], 20] as const,
  ),
]

test.each(CASES)('%s', async (_, process, gpu, nSamples, numRuns) => {
  const anyCase = fc
    .record({
      step: anyStep(process, gpu.given),
      gather: anyGather({ nSamples, nTraces: [1, 14], exponent: [-60, 80] }),
    })
    .filter(({ step, gather }) => isSmall(step, gather) && gpu.suits(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw }) => {
    const gather = gatherOfDraw(draw)
    await expectTwin((await gpu.process(gather, step)).samples, gather, step)
  })
  await holds(property, Math.ceil(gpu.share * numRuns))
})

test.each(WAYS)('control: %s with one sample off', async (_, { definition }, gpu) => {
  const gather = noiseGather(60, 9)
  const step = defaultStep(definition)
  const { samples } = await gpu.process(gather, step)
  await expectTwin(samples, gather, step)
  samples[100]! += 1e-4
  await expect(expectTwin(samples, gather, step)).rejects.toThrow(/\[11, 1\]/)
})
