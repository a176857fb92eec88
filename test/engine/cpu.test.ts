/*
 * The CPU engine around its references: bits do not depend on workers or blocks; identity and the bad-sample policy;
 * kept forward transforms (what is reused, what is dropped, the byte limit); cancel, failures and close.
 * Control: the same recipe with another k gives other samples.
 */
import { describe, expect, it } from 'vitest'
import { SeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { tfDenoise } from '../../src/processes/tf-denoise/params.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { noiseGather, recipeOf, traceOf, withTrace } from '../gathers.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

const gather = noiseGather(90, 53)
const dwt = defaultStep(waveletDenoise, { transform: 'dwt', rule: 'soft', k: 1 })
const swt = defaultStep(waveletDenoise, { transform: 'swt', level: 3, k: 1.5 })
const stft = defaultStep(tfDenoise, { windowSamples: 16, hopSamples: 8, fmaxHz: 250, k: 1 })
const wpt = defaultStep(waveletDenoise, { transform: 'wpt', level: 3, rule: 'soft', k: 1 })
const spatial = { ...dwt, sigma: 'spatial', aperture: 5 }
const chain = recipeOf(dwt, stft)

async function samplesOf(recipe: Recipe, of: Gather = gather, init = {}): Promise<Float32Array> {
  return (await inlineCpuEngine(init).engine.process(of, recipe)).samples
}

describe('blocks', () => {
  for (const [name, recipe] of Object.entries({
    dwt: recipeOf(dwt),
    swt: recipeOf(swt),
    stft: recipeOf(stft),
    wpt: recipeOf(wpt),
    'wpt in its best basis': recipeOf({ ...wpt, bestBasis: true }),
    'dwt by neighbours': recipeOf(spatial),
    'wpt in its best basis by neighbours': recipeOf({ ...wpt, bestBasis: true, sigma: 'spatial', aperture: 31 }),
    chain,
  })) {
    it(`give the same bits whatever their number: ${name}`, async () => {
      const whole = await samplesOf(recipe, gather, { nWorkers: 1, blockBytes: 2 ** 30 })
      expectSameBits(await samplesOf(recipe, gather, { nWorkers: 3, blockBytes: 1 }), whole)
      expectSameBits(await samplesOf(recipe, gather, { nWorkers: 2, blockBytes: 20_000 }), whole)
    })
  }

  it('go to all workers', async () => {
    const { engine, computed } = inlineCpuEngine({ nWorkers: 3, blockBytes: 1 })
    await engine.process(gather, recipeOf(dwt))
    expect(new Set(computed.map(({ worker }) => worker)).size).toBe(3)
  })

  it('of each step after those of the one before, which is told; not of a step whose result is not needed', async () => {
    const { engine } = inlineCpuEngine()
    const told: number[] = []
    const onStep = (step: number) => void told.push(step)
    const first = await engine.process(gather, chain, { keepForwards: true, onStep })
    expect(told).toEqual([0, 1])
    const again = await engine.process(gather, recipeOf(dwt, { ...stft, k: 2 }), { keepForwards: true, onStep })
    expect(told).toEqual([0, 1, 1])
    expect([first.stepMs, again.stepMs].map((times) => times?.length)).toEqual([2, 2])
    expect(again.stepMs?.[0]).toBe(0)
  })

  it('control: another k, other samples', async () => {
    expect(await samplesOf(recipeOf({ ...dwt, k: 2 }))).not.toEqual(await samplesOf(recipeOf(dwt)))
  })
})

describe('bad samples', () => {
  const bad = withTrace(gather, 7, (i) => [Number.NaN, Number.POSITIVE_INFINITY, 1][i % 3]!)

  it('pass the identity bit for bit, uncounted', async () => {
    const result = await inlineCpuEngine().engine.process(bad, recipeOf())
    expectSameBits(result.samples, bad.samples)
    expect(result.badSamples).toEqual({ nSamples: 0, nTraces: 0 })
    expect(result.samples).not.toBe(bad.samples)
  })

  it('are zeroed and counted before the first step, and never spread', async () => {
    const zeroed = withTrace(gather, 7, (i) => [0, 0, 1][i % 3]!)
    const result = await inlineCpuEngine().engine.process(bad, chain)
    expect(result.badSamples).toEqual({ nSamples: 60, nTraces: 1 })
    expectSameBits(result.samples, await samplesOf(chain, zeroed))
    expect(Number.isNaN(bad.samples[7])).toBe(true)
  })
})

describe('kept forward transforms', () => {
  const keep = { keepForwards: true }

  it('are reused when only threshold keys change, with the same bits as a fresh run', async () => {
    const { engine, computed } = inlineCpuEngine({ blockBytes: 20_000 })
    await engine.process(gather, chain, keep)
    const before = computed.length
    const changed = recipeOf(dwt, { ...stft, k: 1.3, rule: 'hard', protection: 'off' })
    const result = await engine.process(gather, changed, keep)
    expect(result.forwardsReused).toBe(2)
    expect(computed.slice(before).every(({ isKept }) => isKept)).toBe(true)
    expectSameBits(result.samples, await samplesOf(changed))
  })

  it('are made anew when another aperture, band or smoothing changes what is measured', async () => {
    for (const [step, change] of [
      [spatial, { aperture: 31 }],
      [dwt, { sigma: 'spatial' }],
      [{ ...wpt, bestBasis: true }, { thresholdApproximation: true }],
      [stft, { aperture: 3 }],
      [stft, { fminHz: 20 }],
      [stft, { timeSmoothing: 4 }],
    ] as const) {
      const { engine } = inlineCpuEngine({ blockBytes: 20_000 })
      await engine.process(gather, recipeOf(step), keep)
      const changed = recipeOf({ ...step, ...change })
      const result = await engine.process(gather, changed, keep)
      expect(result.forwardsReused).toBe(0)
      expectSameBits(result.samples, await samplesOf(changed))
    }
  })

  it.each(['stft', 'stransform'])('of outliers serve every larger k, and a little below: %s', async (transform) => {
    const { engine } = inlineCpuEngine({ blockBytes: 20_000 })
    const step = { ...stft, transform, k: 1.5, fmaxHz: 100 }
    await engine.process(gather, recipeOf(step), keep)
    const changes = [
      [{ k: 1.43 }, 1],
      [{ k: 6, rule: 'hard' }, 1],
      [{ k: 1.9, rule: 'scaled', protection: 'never-inflate' }, 1],
      [{ k: 1.2 }, 0],
      [{ k: 1.2, rule: 'soft' }, 0],
      [{ k: 9, rule: 'soft' }, 1],
      // What the soft rule needs is enough for any other.
      [{ k: 0.001, rule: 'hard' }, 1],
    ] as const
    for (const [change, reused] of changes) {
      const changed = recipeOf({ ...step, ...change })
      const result = await engine.process(gather, changed, keep)
      expect(result.forwardsReused, JSON.stringify(change)).toBe(reused)
      expectSameBits(result.samples, await samplesOf(changed))
    }
  })

  it('of coefficients serve every larger k, and a little below', async () => {
    for (const step of [dwt, swt, wpt, { ...wpt, bestBasis: true }, spatial]) {
      const { engine } = inlineCpuEngine({ blockBytes: 20_000 })
      await engine.process(gather, recipeOf({ ...step, k: 1.5 }), keep)
      const changes = [
        [{ k: 1.43 }, 1],
        [{ k: 5, rule: 'hard' }, 1],
        [{ k: 1.43, rule: 'garrote' }, 1],
        [{ k: 1.4 }, 0],
        [{ k: 0.001 }, 0],
        [{ k: 3 }, 1],
      ] as const
      for (const [change, reused] of changes) {
        const changed = recipeOf({ ...step, ...change })
        const result = await engine.process(gather, changed, keep)
        expect(result.forwardsReused, JSON.stringify([step, change])).toBe(reused)
        expectSameBits(result.samples, await samplesOf(changed))
      }
    }
  })

  it('of the steps after a changed one are computed again', async () => {
    const { engine } = inlineCpuEngine()
    await engine.process(gather, chain, keep)
    const changed = recipeOf({ ...dwt, k: 2 }, stft)
    const result = await engine.process(gather, changed, keep)
    expect(result.forwardsReused).toBe(1)
    expectSameBits(result.samples, await samplesOf(changed))
  })

  it('are not taken for another gather, nor for other transform keys', async () => {
    const { engine } = inlineCpuEngine()
    await engine.process(gather, recipeOf(stft), keep)
    expect((await engine.process({ ...gather }, recipeOf(stft), keep)).forwardsReused).toBe(0)
    expect((await engine.process({ ...gather }, recipeOf({ ...stft, hopSamples: 4 }), keep)).forwardsReused).toBe(0)
  })

  it('report the bad samples of the first run', async () => {
    const { engine } = inlineCpuEngine()
    const bad = withTrace(gather, 3, () => Number.NaN)
    await engine.process(bad, recipeOf(dwt), keep)
    const result = await engine.process(bad, recipeOf({ ...dwt, k: 3 }), keep)
    expect(result.forwardsReused).toBe(1)
    expect(result.badSamples).toEqual({ nSamples: 90, nTraces: 1 })
  })

  it('stay under the byte limit: what does not fit is computed again', async () => {
    const { engine, computed } = inlineCpuEngine({ blockBytes: 8_000, keepBytes: 60_000 })
    await engine.process(gather, recipeOf(swt), keep)
    const before = computed.length
    const changed = recipeOf({ ...swt, k: 2 })
    const result = await engine.process(gather, changed, keep)
    const again = computed.slice(before).filter(({ isKept }) => !isKept).length
    expect(result.forwardsReused).toBe(0)
    expect(again).toBeGreaterThan(0)
    expect(again).toBeLessThan(computed.length - before)
    expectSameBits(result.samples, await samplesOf(changed))
  })

  it('serve calls that overlap', async () => {
    const { engine } = inlineCpuEngine({ blockBytes: 20_000 })
    const recipes = [1, 2, 3].map((k) => recipeOf({ ...stft, k }))
    const results = await Promise.all(recipes.map((recipe) => engine.process(gather, recipe, keep)))
    for (const [i, recipe] of recipes.entries()) expectSameBits(results[i]!.samples, await samplesOf(recipe))
  })
})

describe('an end before the end', () => {
  it('cancels between blocks', async () => {
    const controller = new AbortController()
    const { engine, computed } = inlineCpuEngine({ nWorkers: 1, blockBytes: 1, beforeBlock: () => controller.abort() })
    const run = engine.process(gather, recipeOf(dwt), { signal: controller.signal })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    expect(computed.length).toBe(1)
  })

  it('cancels a call that waits for its turn, before its first block', async () => {
    const controller = new AbortController()
    const { engine, computed } = inlineCpuEngine({ blockBytes: 20_000 })
    const first = engine.process(gather, recipeOf(dwt), { keepForwards: true })
    const second = engine.process(gather, recipeOf(stft), { keepForwards: true, signal: controller.signal })
    controller.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    const before = computed.length
    await first
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(computed.length).toBe(before)
  })

  it('refuses a call that is already cancelled, and an unknown process', async () => {
    const { engine } = inlineCpuEngine()
    const signal = AbortSignal.abort()
    await expect(engine.process(gather, chain, { signal })).rejects.toMatchObject({ code: 'cancelled' })
    await expect(engine.process(gather, recipeOf({ process: 'x' }))).rejects.toMatchObject({ code: 'bad-recipe' })
  })

  it('passes on what a worker throws, and goes on with the next gather', async () => {
    const { engine } = inlineCpuEngine()
    const broken = recipeOf({ ...dwt, wavelet: 'none' })
    await expect(engine.process(gather, broken)).rejects.toThrow(/none/)
    expectSameBits((await engine.process(gather, chain)).samples, await samplesOf(chain))
  })

  it('rejects when a call to a worker fails', async () => {
    const beforeBlock = () => {
      throw new SeisError('internal', 'The thread is gone')
    }
    await expect(samplesOf(chain, gather, { beforeBlock })).rejects.toThrow('The thread is gone')
  })
})

describe('small gathers', () => {
  for (const [nSamples, nTraces] of [
    [1, 1],
    [1, 5],
    [2, 3],
    [40, 1],
  ] as const) {
    it(`of ${nSamples} samples by ${nTraces} traces run`, async () => {
      const small = noiseGather(nSamples, nTraces)
      for (const recipe of [recipeOf(dwt), recipeOf({ ...swt, padding: 'reflect-power-of-two' }), chain]) {
        const samples = await samplesOf(recipe, small)
        expect(samples.length).toBe(nSamples * nTraces)
        expect(samples.every(Number.isFinite)).toBe(true)
      }
    })
  }

  it('of no traces come back empty', async () => {
    expect((await samplesOf(chain, noiseGather(5, 0))).length).toBe(0)
  })
})

it('keeps a dead trace dead beside live ones', async () => {
  const samples = await samplesOf(
    recipeOf(swt, stft),
    withTrace(gather, 20, () => 0),
  )
  expect(traceOf(samples, gather.nTraces, 20).every((sample) => sample === 0)).toBe(true)
})
