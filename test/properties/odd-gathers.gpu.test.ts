/**
 * Plan: the odd gathers of the twin of this file (and its controls) on the WebGPU engine, and besides: its samples are
 * those of the double-precision twin, as near as float32 can come (test/properties/twins.ts).
 */
import { describe, test } from 'vitest'
import { FUSED, STAGED, softwareGpu } from './engines.ts'
import { BEYOND_FLOAT32, ODD_GATHERS, survives } from './odd-gathers.ts'
import { expectTwin } from './twins.ts'

const gpu = softwareGpu(STAGED)
const inOneKernel = softwareGpu(FUSED)

describe.each([
  ['in stages', gpu, 5],
  ['in one kernel', inOneKernel, 3],
])('%s', (_, engine, numRuns) => {
  test.each(ODD_GATHERS.map((odd) => [odd.name, odd] as const))('%s', (name, odd) =>
    survives(odd, engine, numRuns, async (step, { samples }) => {
      if (name !== BEYOND_FLOAT32) await expectTwin(samples, odd.gather, step)
    }),
  )
})
