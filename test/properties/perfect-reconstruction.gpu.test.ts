/**
 * Plan: whole processes on the WebGPU engine with nothing shrunk give any gather back, within the engine's rounding
 * (test/properties/engines.ts). The transforms alone are held to it in double precision by the twin of this file.
 * Control: a default step, which does shrink, does not give noise back.
 */
import { expect, test } from 'vitest'
import { defaultStep } from '../../src/processes/schema.ts'
import { compareArrays } from '../compare-arrays.ts'
import { noiseGather } from '../gathers.ts'
import { gpuCases } from './engines.ts'
import { comesBack } from './nothing-shrunk.ts'

const CASES = gpuCases()

test.each(CASES)('%s', (_, process, gpu) => comesBack(process, gpu, 25))

test.each(CASES)('control: %s shrinks', async (_, { definition }, gpu) => {
  const gather = noiseGather(60, 9)
  const { samples } = await gpu.process(gather, defaultStep(definition))
  expect(compareArrays(samples, gather.samples, { relativeToMax: 0.01 }).matches).toBe(false)
})
