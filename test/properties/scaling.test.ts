/*
 * Linear scaling on the CPU engine, process(s x) = s process(x), for any step of the registry: bit for bit where s is a
 * power of two, within rounding elsewhere; and what is true at 1e-30, where the one absolute number of the formulas,
 * the floor of 1e-10, is felt. Control: across the floor a result does not scale.
 */
import { describe, expect, it } from 'vitest'
import { processOf } from '../../src/processes/methods.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { compareArrays } from '../compare-arrays.ts'
import { noiseGather } from '../gathers.ts'
import { PROCESSES } from './arbitraries.ts'
import { cpu } from './engines.ts'
import { FAINT_CLAIMS, holdsForFaintNoise, keepsBits, scaled, scalesWithinRounding } from './scaling.ts'

describe.each(PROCESSES)('%s', (_, process) => {
  it('keeps the bits of the mantissas under powers of two', () => keepsBits(process, cpu, 150))

  it('scales with other factors within rounding', () => scalesWithinRounding(process, cpu, 100))
})

describe('at 1e-30', () => {
  it.each(FAINT_CLAIMS.map((claim) => [claim.name, claim] as const))('%s', (_, claim) =>
    holdsForFaintNoise(claim, processOf(claim.process), cpu, 60),
  )

  it('control: across the floor a result does not scale', async () => {
    const gather = noiseGather(60, 9)
    const step = defaultStep(processOf('tf-denoise').definition, { rule: 'hard', k: 1 })
    const { samples } = await cpu.process(gather, step)
    const faint = await cpu.process(scaled(gather, 2 ** -100), step)
    const back = faint.samples.map((sample) => sample * 2 ** 100)
    expect(compareArrays(back, samples, { relativeToMax: 0.01 }).matches).toBe(false)
  })
})
