/*
 * Tile invariance on the CPU engine, bit for bit: any step of the registry, and chains of two, on any gather give the
 * samples of one worker and one block, whatever the number of workers and the size of blocks. Control: a piece without its
 * halo differs.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processOf } from '../../src/processes/methods.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { makeGather, noiseGather, recipeOf, traceOf } from '../gathers.ts'
import { anyGather, anyStep, anyStepOfAll, gatherOfDraw, holds, isSmall, PROCESSES } from './arbitraries.ts'
import { cpu } from './engines.ts'

describe('workers and blocks change no bit', () => {
  const cases = [
    ...PROCESSES.map(([name, process]) => [name, fc.tuple(anyStep(process))] as const),
    ['chains of two', fc.tuple(anyStepOfAll(), anyStepOfAll())] as const,
  ]

  it.each(cases)('%s', async (_, anySteps) => {
    const anyCase = fc
      .record({
        steps: anySteps,
        gather: anyGather({ nSamples: [1, 40], nTraces: [1, 90] }),
        nWorkers: fc.integer({ min: 1, max: 4 }),
        blockBytes: fc.constantFrom(1, 1000, 10_000, 100_000),
      })
      .filter(({ steps, gather }) => steps.every((step) => isSmall(step, gather, 2 ** 20)))
    const property = fc.asyncProperty(anyCase, async ({ steps, gather: draw, ...cut }) => {
      const gather = gatherOfDraw(draw)
      const whole = await inlineCpuEngine({ nWorkers: 1, blockBytes: 2 ** 40 }).engine.process(
        gather,
        recipeOf(...steps),
      )
      const { samples } = await inlineCpuEngine(cut).engine.process(gather, recipeOf(...steps))
      expectSameBits(samples, whole.samples)
    })
    await holds(property, 60)
  })
})

it('control: a half alone, without a halo, is another gather', async () => {
  const gather = noiseGather(40, 20)
  const half = makeGather(40, 10, (i, j) => gather.samples[i * 20 + j]!)
  const step = defaultStep(processOf('tf-denoise').definition, { aperture: 3, k: 1 })
  const [whole, alone] = [await cpu.process(gather, step), await cpu.process(half, step)]
  expectSameBits(traceOf(alone.samples, 10, 8), traceOf(whole.samples, 20, 8))
  expect(() => expectSameBits(traceOf(alone.samples, 10, 9), traceOf(whole.samples, 20, 9))).toThrow()
})
