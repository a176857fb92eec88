/**
 * Plan: auto-denoise, also safe from erratic noise, with and without any, and the automatic k of Wiener filters and wavelets,
 * whose kernels are the same, on the WebGPU engine against their
 * twins, samples and figures; dead traces are exactly zero; tiles change no bit; where k is given after an
 * automatic one, noise is not found again, and the bits are those of a fresh run; a gather without noise comes back.
 * 1e-4 of the largest, as for the Wiener filters themselves. Expected errors within 1e-4 of the noise's variance, for powers
 * that float32 moves over a class of a histogram change the probe a little; weights, which hardly matter where methods agree,
 * within 0.005.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import type { RecipeStep } from '../../../src/core/recipe.ts'
import { WebGpuEngine } from '../../../src/engine/webgpu.ts'
import { autoDenoiseGpu } from '../../../src/processes/auto-denoise/gpu.ts'
import { autoDenoise } from '../../../src/processes/auto-denoise/params.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import { gatherReferenceOf } from '../../../src/processes/methods.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { stftWiener } from '../../../src/processes/stft-wiener/params.ts'
import { waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { wholeGatherWavelets } from '../../../src/processes/wavelet-denoise/whole-gather.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, noise, recipeOf, signalWithNoise, traceOf } from '../../gathers.ts'
import { testGpu, withEngine } from '../../gpu-device.ts'
import { snrDb } from '../../quality/problems.ts'
import { AMPLE } from '../../record-forward.ts'
import { runAllPasses } from '../../run-twin.ts'

const blend = defaultStep(autoDenoise)

/** Enough for all but the wide gather. */
const TILE_BYTES = 1_345_000

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu(), limits: { tileBytes: TILE_BYTES } })
})
afterAll(() => engine.close())

const N_TRACES = 16
const noisy = makeGather(32, N_TRACES, (i, j) => (j === 5 ? 0 : 7 * signalWithNoise(i, j)))

type Options = Parameters<WebGpuEngine['process']>[2]

const run = (gather: Gather, step: RecipeStep, options: Options = {}) => engine.process(gather, recipeOf(step), options)

/** What the twin has, and how near the figures must be. */
async function expectTwin(gather: Gather, step: RecipeStep, options: Options = {}) {
  const result = await run(gather, step, options)
  const twin = runAllPasses(gatherReferenceOf(step), gather, step, 1)
  expectArraysClose(result.samples, twin.samples, { relativeToMax: 1e-4, columns: gather.nTraces })
  const { sure = [], sureOfSum, weights, outlierShare, ...others } = twin.figures
  const found = result.figures![0]!
  expect(found).toMatchObject(others)
  expect(Object.keys(found).toSorted()).toEqual(Object.keys(twin.figures).toSorted())
  const near = (values: unknown, tolerance: number) => ({
    asymmetricMatch: (other: unknown) =>
      [values].flat().every((value, i) => Math.abs((value as number) - ([other].flat()[i] as number)) <= tolerance),
  })
  const largest = Math.max(...(sure as readonly number[]))
  expect(found['sure'] ?? []).toEqual(near(sure, 1e-4 * largest))
  if (outlierShare !== undefined) expect(found['outlierShare']).toEqual(near(outlierShare, 1e-4))
  if (weights !== undefined) expect(found['weights']).toEqual(near(weights, 0.005))
  if (sureOfSum !== undefined) expect(found['sureOfSum']).toEqual(near(sureOfSum, 1e-4 * largest))
  return result
}

test.each([
  ['much', false, 0.01, 1],
  ['no', true, 0, 4],
])(
  'the weighted sum under %s erratic noise, protected: %s',
  async (noiseName, protectSignal, leastOutliers, nMethods) => {
    const spike = (i: number, j: number) => (noiseName === 'much' && noise(j, i) > 0.98 ? 90 : 0)
    const gather = makeGather(24, N_TRACES, (i, j) => (j === 5 ? 0 : 7 * signalWithNoise(i, j) + spike(i, j)))
    const step = { ...blend, robust: 'safe', protectSignal }
    const { samples, figures } = await expectTwin(gather, step)
    expect(traceOf(samples, N_TRACES, 5).every((sample) => sample === 0)).toBe(true)
    expect(figures![0]!['weights']).toHaveLength(nMethods)
    expect(figures![0]!['outlierShare']).toBeGreaterThanOrEqual(leastOutliers)
  },
)

test('the best k of patches', async () => {
  const gather = makeGather(16, 12, (i, j) => 7 * signalWithNoise(i, j))
  await expectTwin(gather, defaultStep(fkWiener, { k: 'auto', patchSamples: 16, patchTraces: 8 }))
})

test('the best k of an unbalanced gather, and any other after it', async () => {
  const stepOf = (k: number | 'auto') => defaultStep(stftWiener, { k, balance: false, lateralTraces: 3 })
  const { samples } = await expectTwin(noisy, stepOf('auto'), { keepForwards: true })
  expect(traceOf(samples, N_TRACES, 5).every((sample) => sample === 0)).toBe(true)
  const other = await run(noisy, stepOf(2), { keepForwards: true })
  expect(other.forwardsReused).toBe(1)
  expect(other.figures).toEqual([{}])
  expectSameBits(other.samples, (await run({ ...noisy }, stepOf(2))).samples)
})

const wide = makeGather(12, 81, (i, j) => Math.sin(1.6 * i - 0.2 * j) + 0.5 * noise(i, j))

test('the weighted sum in tiles', async () => {
  expect(autoDenoiseGpu.plan(wide, blend, { ...AMPLE, tileBytes: TILE_BYTES }).tiles.length).toBeGreaterThan(2)
  await expectTwin(wide, blend)
})

const WAVELETS = { k: 'auto', wavelet: 'db2', level: 2 }

test('the best k of wavelets by the noise of neighbours, on samples that they pad', async () => {
  const gather = makeGather(33, N_TRACES, (i, j) => (j === 5 ? 0 : 7 * signalWithNoise(i, j)))
  const step = defaultStep(waveletDenoise, { ...WAVELETS, sigma: 'spatial', aperture: 3 })
  const { samples } = await expectTwin(gather, step)
  expect(traceOf(samples, N_TRACES, 5).every((sample) => sample === 0)).toBe(true)
})

test('tiles change no bit', async () => {
  const step = defaultStep(waveletDenoise, { ...WAVELETS, transform: 'dwt', rule: 'soft' })
  const limits = { tileBytes: 114_500 }
  expect(wholeGatherWavelets.gpu.plan(wide, step, { ...AMPLE, ...limits }).tiles.length).toBeGreaterThan(2)
  const whole = await expectTwin(wide, step)
  await withEngine({ limits }, async (tiled) => {
    const cut = await tiled.process(wide, recipeOf(step))
    expectSameBits(cut.samples, whole.samples)
    expect(cut.figures).toEqual(whole.figures)
  })
})

test('a gather without noise comes back', async () => {
  const wave = (i: number, j: number) => Math.exp(-(((i - 20 - 0.7 * j) / 4) ** 2)) * Math.cos(0.8 * (i - 20 - 0.7 * j))
  const clean = makeGather(48, N_TRACES, wave)
  expect(snrDb(clean.samples, (await run(clean, blend)).samples)).toBeGreaterThan(90)
})
