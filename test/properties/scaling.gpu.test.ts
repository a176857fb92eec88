/**
 * Plan: linear scaling on the WebGPU engine, process(s x) = s process(x), for any step of the registry: bit for bit
 * where s is a power of two, for samples are brought to [1, 2) by one; within rounding elsewhere; and what is true at
 * 1e-30. The same claims as the twin of this file, and its control.
 */
import { describe, test } from 'vitest'
import { gpuCases } from './engines.ts'
import { FAINT_CLAIMS, holdsForFaintNoise, keepsBits, scalesWithinRounding } from './scaling.ts'

const CASES = gpuCases()

describe.each(CASES)('%s', (_, process, gpu) => {
  test('keeps the bits of the mantissas under powers of two', () => keepsBits(process, gpu, 20))

  test('scales with other factors within rounding', () => scalesWithinRounding(process, gpu, 20))
})

test.each(FAINT_CLAIMS.map((claim) => [claim.name, claim] as const))('at 1e-30, %s', async (_, claim) => {
  const [, process, gpu] = CASES.find(([name]) => name === claim.process)!
  await holdsForFaintNoise(claim, process, gpu, 8)
})
