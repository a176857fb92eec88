/**
 * Plan: fused kernels against the double-precision twin. In every variant, for four and for two traces a workgroup, rows
 * aligned or not: a wavelet of few taps. In one of them: many numbers of taps, lengths from 1 to several rows a thread, every rule and source of the noise scale, more traces than workgroups hold. Samples in several
 * buffers change no bit; bad samples are counted once, whatever runs after; amplitudes of 2^100 and 2^-100 are as good
 * as 1; chains with staged steps; a trace too long for workgroup memory is staged. Tolerance as for staged kernels:
 * a few dozen float32 roundings in a row.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { WAVELET_NAMES } from '../../src/dsp/wavelet-names.ts'
import { waveletFilters } from '../../src/dsp/wavelets.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { energyRemovedPercent as energyRemovedTwin } from '../../src/measures/energy-removed/reference.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather } from '../gathers.ts'
import { testGpu, withEngine } from '../gpu-device.ts'
import { parsedRecipe, type StepKeys, twinDifference } from '../twin-difference.ts'

const TRANSFORMS = ['dwt', 'swt', 'wpt']
const FOUR_TRACES = { workgroupBytes: 2 ** 15 }

const recipeOf = (...steps: readonly StepKeys[]) =>
  parsedRecipe(...steps.map((keys) => ({ process: 'wavelet-denoise', ...keys })))
const differenceFromTwin = (engine: WebGpuEngine, gather: Gather, keys: StepKeys) =>
  twinDifference(engine, gather, { process: 'wavelet-denoise', ...keys })

/** Kernels that were dispatched and are not fused ones. */
function otherKernels(engine: WebGpuEngine): readonly string[] {
  return [...engine.dispatchCounts.keys()].filter((shader) => !shader.endsWith('_denoise.wgsl'))
}

describe.each([
  ['four traces', FOUR_TRACES, 'haar', 7],
  ['four traces, aligned', FOUR_TRACES, 'bior3.1', 8],
  ['two traces', { workgroupBytes: 5000 }, 'haar', 7],
  ['two traces, aligned', { workgroupBytes: 5000 }, 'haar', 6],
] as const)('%s', (_, limits, wavelet, nTraces) => {
  test.each(TRANSFORMS)('%s', async (transform) => {
    await withEngine({ limits }, async (engine) => {
      const keys = { transform, wavelet, level: 3, k: 1 }
      expect(await differenceFromTwin(engine, makeGather(61, nTraces), keys)).toBe('')
      expect(otherKernels(engine)).toEqual([])
    })
  })
})

describe('in one variant', () => {
  let engine: WebGpuEngine
  beforeAll(async () => {
    engine = await WebGpuEngine.create({ gpu: testGpu(), limits: FOUR_TRACES })
  })
  afterAll(async () => {
    expect(otherKernels(engine)).toEqual([])
    await engine.close()
  })

  test('dwt by wavelets of many numbers of taps', async () => {
    const byTaps = [...new Map(WAVELET_NAMES.map((name) => [waveletFilters(name).length, name])).values()]
    const wavelets = byTaps.filter((_, i) => i % 4 === 0)
    expect(wavelets.length).toBeGreaterThan(5)
    for (const wavelet of wavelets) {
      expect(await differenceFromTwin(engine, makeGather(61, 3), { transform: 'dwt', wavelet, k: 1 })).toBe('')
    }
  })

  test.each(TRANSFORMS)('%s of traces of any length', async (transform) => {
    for (const nSamples of [1, 5, 16, 600]) {
      const keys = { transform, wavelet: 'db2', k: 0.5, rule: 'soft', level: nSamples === 600 ? 3 : 2 }
      expect(await differenceFromTwin(engine, makeGather(nSamples, 2), keys)).toBe('')
    }
  })

  test.each(TRANSFORMS)('%s, every rule and source of the noise scale', async (transform) => {
    const gather = makeGather(90, 5)
    for (const sigma of ['finest', 'level', 'coarsest']) {
      for (const rule of ['soft', 'hard', 'garrote']) {
        expect(await differenceFromTwin(engine, gather, { transform, rule, sigma, wavelet: 'db2', k: 0.7 })).toBe('')
      }
    }
  })

  test('packets whose lowest band is shrunk too', async () => {
    for (const sigma of ['finest', 'level']) {
      const keys = { transform: 'wpt', wavelet: 'db2', sigma, thresholdApproximation: true, k: 0.7 }
      expect(await differenceFromTwin(engine, makeGather(90, 5), keys)).toBe('')
    }
  })

  test('the longest wavelet and the padding to a power of two, stationary', async () => {
    const [wavelet = ''] = [...WAVELET_NAMES].sort((a, b) => waveletFilters(b).length - waveletFilters(a).length)
    expect(await differenceFromTwin(engine, makeGather(40, 2), { transform: 'swt', wavelet, level: 2, k: 1 })).toBe('')
    const keys = { transform: 'swt', wavelet: 'haar', padding: 'reflect-power-of-two', k: 1 }
    expect(await differenceFromTwin(engine, makeGather(90, 2), keys)).toBe('')
  })

  test('more traces than a workgroup, no multiple of one', async () => {
    expect(await differenceFromTwin(engine, makeGather(40, 131), { transform: 'dwt', wavelet: 'db2' })).toBe('')
  })
})

const DWT: StepKeys = { transform: 'dwt', wavelet: 'haar', level: 2, k: 1 }

test('samples in several buffers, and workgroups at their most in a dispatch, change no bit', async () => {
  const gather = makeGather(50, 100)
  const whole = await withEngine({ limits: FOUR_TRACES }, (engine) => engine.process(gather, recipeOf(DWT, DWT)))
  for (const narrow of [{ bindingBytes: 8000 }, { workgroupsPerDimension: 7 }]) {
    await withEngine({ limits: { ...FOUR_TRACES, ...narrow } }, async (engine) => {
      const { samples } = await engine.process(gather, recipeOf(DWT, DWT))
      expectSameBits(samples, whole.samples, 'samples')
      expect(engine.dispatchCounts.get('wavelet_denoise/dwt_denoise.wgsl')).toBeGreaterThanOrEqual(6)
    })
  }
})

test('bad samples are counted once, by whichever kernel sees the gather first', async () => {
  const gather = makeGather(50, 10)
  for (const at of [3, 13, 257]) gather.samples[at] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NaN][at % 3]!
  const counts = { nSamples: 3, nTraces: 2 }
  const clean = { ...gather, samples: gather.samples.map((sample) => (Number.isFinite(sample) ? sample : 0)) }
  await withEngine({ limits: FOUR_TRACES }, async (engine) => {
    await engine.load(gather)
    for (const steps of [[DWT], [{ ...DWT, k: 2 }], [DWT, DWT], [DWT, { ...DWT, sigma: 'spatial' }], [DWT]]) {
      expect((await engine.run(recipeOf(...steps))).badSamples).toEqual(counts)
    }
    const { samples, badSamples } = await engine.process(gather, recipeOf(DWT))
    expect(badSamples).toEqual(counts)
    expectSameBits(samples, (await engine.process(clean, recipeOf(DWT))).samples, 'samples')
  })
})

test('energy removed is what the twin measures', async () => {
  const gather = makeGather(50, 10)
  await withEngine({ limits: FOUR_TRACES }, async (engine) => {
    const after = await engine.process(gather, recipeOf(DWT))
    await engine.load(gather)
    const { energyRemovedPercent } = await engine.run(recipeOf(DWT))
    // Sums of 500 squares in float32.
    expect(energyRemovedPercent! / energyRemovedTwin(gather, after)!).toBeCloseTo(1, 5)
  })
})

test.each([100, -100])('amplitudes times 2^%i: the same result, scaled', async (exponent) => {
  const gather = makeGather(50, 6)
  const scaled = { ...gather, samples: gather.samples.map((sample) => sample * 2 ** exponent) }
  await withEngine({ limits: FOUR_TRACES }, async (engine) => {
    const { samples } = await engine.process(gather, recipeOf(DWT))
    const after = await engine.process(scaled, recipeOf(DWT))
    expectSameBits(
      after.samples.map((sample) => sample * 2 ** -exponent),
      samples,
      'samples',
    )
  })
})

test('what has no fused kernel, or does not fit, is staged', async () => {
  const gather = makeGather(900, 4)
  await withEngine({ limits: { workgroupBytes: 5000 } }, async (engine) => {
    expect(await differenceFromTwin(engine, gather, DWT)).toBe('')
    const keys = { transform: 'wpt', wavelet: 'haar', bestBasis: true, level: 2 }
    expect(await differenceFromTwin(engine, makeGather(20, 4), keys)).toBe('')
    expect([...engine.dispatchCounts.keys()].filter((shader) => shader.endsWith('_denoise.wgsl'))).toEqual([])
  })
})
