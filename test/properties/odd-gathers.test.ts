/*
 * Odd gathers on the CPU engine, each through random steps of the registry: dead, short, narrow, constant, not finite,
 * at the ends of float32. The result has the gather's shape, is finite and counts what was bad; dead traces stay exactly
 * zero; a bad sample is as good as a zero, bit for bit; the input is left as it was. Controls: engines that let NaN
 * pass, that wake dead traces, or that write into the input are found out.
 */
import { describe, expect, it } from 'vitest'
import { NO_BAD_SAMPLES } from '../../src/core/gather.ts'
import { cpu, type TestedEngine } from './engines.ts'
import { ODD_GATHERS, survives } from './odd-gathers.ts'

it.each(ODD_GATHERS.map((odd) => [odd.name, odd] as const))('%s', (_, odd) => survives(odd, cpu, 40))

describe('controls', () => {
  const engineThat = (change: (sample: number) => number): TestedEngine => ({
    ...cpu,
    process: async (gather) => ({
      ...gather,
      samples: gather.samples.map(change),
      badSamples: NO_BAD_SAMPLES,
      timings: { uploadMs: 0, computeMs: 0, readbackMs: 0 },
      forwardsReused: 0,
    }),
  })
  const named = (name: string) => ODD_GATHERS.find((odd) => odd.name === name)!

  it.each([
    ['an engine that lets NaN pass', 'one NaN', (sample: number) => sample],
    ['an engine that does not count', 'one NaN', (sample: number) => (Number.isFinite(sample) ? sample : 0)],
    ['an engine that wakes the dead', 'all dead', (sample: number) => sample + 1e-30],
  ])('%s is found out', async (_, name, change) => {
    await expect(survives(named(name), engineThat(change), 1)).rejects.toThrow()
  })
})
