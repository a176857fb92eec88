/**
 * Plan: the fused STFT against the double-precision twin: windows of every kind of length (powers of two, odd halves,
 * primes), hops from 1 on, both boundaries, parts of the band, apertures up to the widest, every rule and protection,
 * lengths from 1, more traces than a workgroup and an odd last one, one trace; segments of frames. Tiling changes no
 * bit, whether traces lie in one buffer or in several; bad samples and amplitudes as elsewhere. What is smoothed over
 * frames, or does not fit, is staged.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { expectArraysClose, expectSameBits } from '../compare-arrays.ts'
import { makeGather, traceOf } from '../gathers.ts'
import { testGpu, withEngine } from '../gpu-device.ts'
import { overlapLoss } from '../properties/rounding.ts'
import { runTwin } from '../run-twin.ts'
import { parsedRecipe, twinDifference } from '../twin-difference.ts'

const LIMITS = { workgroupBytes: 2 ** 15 }
const STFT = {
  process: 'tf-denoise',
  fminHz: 0,
  fmaxHz: 250,
  k: 1,
  windowSamples: 32,
  hopSamples: 16,
  aperture: 5,
}

describe('stft', () => {
  let engine: WebGpuEngine
  beforeAll(async () => {
    engine = await WebGpuEngine.create({ gpu: testGpu(), limits: LIMITS })
  })
  afterAll(async () => {
    expect([...engine.dispatchCounts.keys()].sort()).toEqual(['gather/survey.wgsl', 'tf_denoise/stft_denoise.wgsl'])
    await engine.close()
  })

  test.each([
    ['hop 1', { hopSamples: 1 }],
    ['hop of no divisor', { hopSamples: 13 }],
    ['reflected ends', { boundary: 'reflect' }],
    ['odd half window', { windowSamples: 38, hopSamples: 10 }],
    ['radices 3 and 5', { windowSamples: 30, hopSamples: 10 }],
    ['a radix without a butterfly', { windowSamples: 28, hopSamples: 14 }],
    ['part of the band', { fminHz: 30, fmaxHz: 90 }],
    ['no bin in the band', { fminHz: 1, fmaxHz: 2 }],
    ['no neighbours', { aperture: 1 }],
    ['an odd reach', { aperture: 7 }],
    ['aperture wider than the gather', { aperture: 31 }],
  ])('%s', async (_, keys) => {
    expect(await twinDifference(engine, makeGather(200, 7), { ...STFT, ...keys })).toBe('')
  })

  test.each(['hard', 'scaled', 'adaptive', 'soft'])('rule %s with every protection', async (rule) => {
    for (const protection of ['off', 'low-amplitude', 'never-inflate']) {
      expect(await twinDifference(engine, makeGather(150, 9), { ...STFT, rule, protection })).toBe('')
    }
  })

  test('largest hop', async () => {
    const step = { ...STFT, hopSamples: STFT.windowSamples - 1 }
    // A sample where windows hardly overlap is divided by next to nothing, and so are its roundings.
    expect(await twinDifference(engine, makeGather(200, 7), step, overlapLoss(step))).toBe('')
  })

  test('traces of any length and number', async () => {
    for (const boundary of ['zeros', 'reflect']) {
      for (const nSamples of [1, 2, 5, 15, 16, 17, 33, 700]) {
        expect(await twinDifference(engine, makeGather(nSamples, 3), { ...STFT, boundary })).toBe('')
      }
    }
    for (const nTraces of [1, 2, 131]) expect(await twinDifference(engine, makeGather(60, nTraces), STFT)).toBe('')
  })
})

/** An odd reach, which a halo of whole pairs exceeds. */
test('tiling changes no bit', async () => {
  const gather = makeGather(50, 150)
  const step = { ...STFT, windowSamples: 16, hopSamples: 8, aperture: 3 }
  const recipe = parsedRecipe(step, step)
  const whole = await withEngine({ limits: LIMITS }, (engine) => engine.process(gather, recipe))
  for (const narrow of [{ bindingBytes: 20_000 }, { bindingBytes: 4_000 }, { workgroupsPerDimension: 4 }]) {
    await withEngine({ limits: { ...LIMITS, ...narrow } }, async (engine) => {
      const { samples } = await engine.process(gather, recipe)
      expectSameBits(samples, whole.samples, 'samples')
      // Two steps.
      expect(engine.dispatchCounts.get('tf_denoise/stft_denoise.wgsl')).toBeGreaterThan(2)
    })
  }
})

test('bad samples count as zero, and amplitudes of 2^80 as those of 1', async () => {
  const gather = makeGather(100, 10)
  for (const at of [3, 13, 257]) gather.samples[at] = Number.NaN
  const scaled = { ...gather, samples: gather.samples.map((sample) => sample * 2 ** 80) }
  const clean = { ...gather, samples: gather.samples.map((sample) => (Number.isFinite(sample) ? sample : 0)) }
  await withEngine({ limits: LIMITS }, async (engine) => {
    const { samples, badSamples } = await engine.process(gather, parsedRecipe(STFT))
    expect(badSamples).toEqual({ nSamples: 3, nTraces: 2 })
    expectSameBits((await engine.process(clean, parsedRecipe(STFT))).samples, samples, 'samples')
    const after = await engine.process(scaled, parsedRecipe(STFT))
    expectSameBits(
      after.samples.map((sample) => sample * 2 ** -80),
      samples,
      'samples',
    )
  })
})

test('a dead trace, and what is muted, stays zero beside loud ones', async () => {
  const gather = makeGather(100, 10)
  const isSilent = (at: number) => at % 10 === 4 || (at % 10 === 7 && at < 600)
  gather.samples.forEach((_, at) => {
    if (isSilent(at)) gather.samples[at] = 0
  })
  await withEngine({ limits: LIMITS }, async (engine) => {
    const { samples } = await engine.process(gather, parsedRecipe(STFT))
    // A frame of the muted trace reaches a window before its first live sample.
    const isFar = (at: number) => isSilent(at) && (at % 10 === 4 || at < 10 * (60 - STFT.windowSamples))
    expect(samples.filter((_, at) => isFar(at)).every((sample) => sample === 0)).toBe(true)
    expect(samples.filter((_, at) => !isSilent(at)).some((sample) => sample !== 0)).toBe(true)
  })
})

test('a faint trace is as exact beside a loud one', async () => {
  const gather = makeGather(100, 10)
  gather.samples.forEach((sample, at) => {
    if (at % 2 === 1) gather.samples[at] = sample * 2 ** -20
  })
  const recipe = parsedRecipe({ ...STFT, aperture: 1, k: 2 })
  const twin = runTwin(gather, recipe.steps[0]!)
  await withEngine({ limits: LIMITS }, async (engine) => {
    const { samples } = await engine.process(gather, recipe)
    for (let trace = 0; trace < 10; trace++) {
      expectArraysClose(traceOf(samples, 10, trace), traceOf(twin, 10, trace), { relativeToMax: 2e-6 })
    }
  })
})

test('what is smoothed over frames, or does not fit, is staged', async () => {
  const gather = makeGather(100, 5)
  for (const [keys, workgroupBytes] of [
    [{ timeSmoothing: 3 }, 2 ** 15],
    [{ windowSamples: 64 }, 5000],
  ] as const) {
    await withEngine({ limits: { workgroupBytes } }, async (engine) => {
      expect(await twinDifference(engine, gather, { ...STFT, ...keys })).toBe('')
      expect(engine.dispatchCounts.has('tf_denoise/stft_denoise.wgsl')).toBe(false)
    })
  }
})
