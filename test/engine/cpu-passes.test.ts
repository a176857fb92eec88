/*
 * Processes of the whole gather on the CPU engine: bits do not depend on workers or blocks; after a change of k nothing is
 * measured again, after any other change all is; a failure in a pass comes out, and the next gather goes on.
 */
import { describe, expect, it } from 'vitest'
import type { Recipe } from '../../src/core/recipe.ts'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { stftWiener } from '../../src/processes/stft-wiener/params.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { noiseGather, recipeOf } from '../gathers.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

const gather = noiseGather(70, 53)
const fk = defaultStep(fkWiener, { k: 1.5 })
const stft = defaultStep(stftWiener, { k: 1.2 })
const dwt = defaultStep(waveletDenoise, { transform: 'dwt', rule: 'soft', k: 1 })
const keep = { keepForwards: true }

const samplesOf = async (recipe: Recipe, init = {}) =>
  (await inlineCpuEngine(init).engine.process(gather, recipe)).samples

describe('blocks', () => {
  it.each([
    ['fk-wiener', recipeOf(fk)],
    ['stft-wiener', recipeOf(stft)],
    ['a chain', recipeOf(dwt, fk, stft)],
    ['spans of traces, robust', recipeOf({ ...dwt, robust: 'safe' })],
  ])('give the same bits whatever their number: %s', async (_, recipe) => {
    const whole = await samplesOf(recipe, { nWorkers: 1, blockBytes: 2 ** 30 })
    expectSameBits(await samplesOf(recipe, { nWorkers: 3, blockBytes: 1 }), whole)
  })
})

describe('what was measured', () => {
  it.each([
    ['fk-wiener', fk],
    ['stft-wiener', stft],
  ])('serves every k: %s', async (_, step) => {
    const { engine, computed } = inlineCpuEngine({ nWorkers: 1, blockBytes: 2 ** 30 })
    expect((await engine.process(gather, recipeOf(step), keep)).forwardsReused).toBe(0)
    // Levels, powers twice, both stages.
    expect(computed).toHaveLength(5)
    const changed = recipeOf({ ...step, k: 0.7 })
    const result = await engine.process(gather, changed, keep)
    expect(result.forwardsReused).toBe(1)
    expect(computed).toHaveLength(7)
    expectSameBits(result.samples, await samplesOf(changed))
  })

  it('is measured anew after any other change, of the step, of one before it or of the gather', async () => {
    const { engine } = inlineCpuEngine()
    const changes = [
      [gather, recipeOf(dwt, { ...fk, balance: false }), 1],
      [gather, recipeOf({ ...dwt, k: 2 }, fk), 1],
      [{ ...gather }, recipeOf(dwt, fk), 0],
    ] as const
    for (const [of, changed, dwtsReused] of changes) {
      await engine.process(gather, recipeOf(dwt, fk), keep)
      const { samples, forwardsReused } = await engine.process(of, changed, keep)
      expect(forwardsReused).toBe(dwtsReused)
      expectSameBits(samples, await samplesOf(changed))
    }
  })
})
