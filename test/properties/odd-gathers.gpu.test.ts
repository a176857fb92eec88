/**
 * Plan: the odd gathers of the twin of this file (and its controls) on the WebGPU engine, and besides: its samples are
 * those of the double-precision twin, as near as float32 can come (test/properties/twins.ts).
 */
import { test } from 'vitest'
import { softwareGpu } from './engines.ts'
import { BEYOND_FLOAT32, ODD_GATHERS, survives } from './odd-gathers.ts'
import { expectTwin } from './twins.ts'

const gpu = softwareGpu()

test.each(ODD_GATHERS.map((odd) => [odd.name, odd] as const))('%s', (name, odd) =>
  survives(odd, gpu, 5, async (step, { samples }) => {
    if (name !== BEYOND_FLOAT32) await expectTwin(samples, odd.gather, step)
  }),
)
