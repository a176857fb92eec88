/**
 * Plan: whole steps through the WebGPU engine against the double-precision twin: all 76 wavelets in every transform;
 * lengths from 1; levels; padding; where sigma comes from; packets, their best basis, neighbours as noise scale; STFT
 * windows, hops, boundaries, rules, protections, smoothing, bands; the S-transform the same way; one trace. Tolerance
 * 2e-6 of the largest sample: a few dozen float32 roundings in a row.
 * A coefficient within float32 of its threshold may fall on the other side of a hard rule; none does here.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { WAVELET_NAMES } from '../../src/dsp/wavelet-names.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { makeGather, signalWithNoise } from '../gathers.ts'
import { testGpu } from '../gpu-device.ts'
import { overlapLoss } from '../properties/rounding.ts'
import { type StepKeys, twinDifference } from '../twin-difference.ts'

const BEST_BASIS = { transform: 'wpt', bestBasis: true }

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const differenceFromTwin = (gather: Gather, keys: StepKeys) => twinDifference(engine, gather, keys)

test.each(['dwt', 'swt', 'wpt'])('all 76 wavelets by %s', async (transform) => {
  const gather = makeGather(61, 3)
  const reports = []
  for (const wavelet of WAVELET_NAMES) {
    reports.push(await differenceFromTwin(gather, { process: 'wavelet-denoise', transform, wavelet, level: 3, k: 1 }))
  }
  expect(reports).toHaveLength(76)
  expect(reports.filter((report) => report !== '')).toEqual([])
})

test.each([1, 2, 3, 4, 5, 7, 8, 16, 17, 31, 100, 129])('wavelets on traces of %i samples', async (nSamples) => {
  const gather = makeGather(nSamples, 2)
  for (const keys of [{ transform: 'dwt' }, { transform: 'swt' }, { transform: 'wpt' }, BEST_BASIS]) {
    for (const level of [null, 1, 5]) {
      const step = { process: 'wavelet-denoise', wavelet: 'db4', level, k: 0.5, rule: 'soft', ...keys }
      expect(await differenceFromTwin(gather, step)).toBe('')
    }
  }
})

test.each(['soft', 'hard', 'garrote'])('wavelet rule %s with every sigma and padding', async (rule) => {
  const gather = makeGather(90, 4)
  for (const sigma of ['finest', 'level', 'coarsest']) {
    const dwt = { process: 'wavelet-denoise', transform: 'dwt', rule, sigma, wavelet: 'sym4', k: 0.7 }
    expect(await differenceFromTwin(gather, dwt)).toBe('')
    for (const padding of ['reflect', 'reflect-power-of-two']) {
      expect(await differenceFromTwin(gather, { ...dwt, transform: 'swt', padding })).toBe('')
    }
  }
})

test.each(['soft', 'hard', 'garrote'])('packets: rule %s with every sigma, all leaves and best basis', async (rule) => {
  const gather = makeGather(90, 12)
  const common = { process: 'wavelet-denoise', transform: 'wpt', rule, wavelet: 'sym4', k: 0.7, aperture: 5 }
  for (const sigma of ['finest', 'level', 'coarsest', 'spatial']) {
    for (const bestBasis of [false, true]) {
      for (const thresholdApproximation of [false, true]) {
        const keys = { ...common, sigma, bestBasis, thresholdApproximation }
        expect(await differenceFromTwin(gather, keys)).toBe('')
      }
    }
  }
})

test('best bases of traces of many kinds', async () => {
  // Spikes favour the root, sines the leaves, silence everything at once.
  const gather = makeGather(200, 70, (i, j) => {
    if (j % 5 === 0) return (i * 7 + j) % 83 === 0 ? 1 + (i % 3) : 0
    if (j % 5 === 1) return Math.sin((0.2 + 0.04 * j) * i)
    if (j % 5 === 2) return 0
    return signalWithNoise(i, j)
  })
  for (const thresholdApproximation of [false, true]) {
    const keys = { process: 'wavelet-denoise', ...BEST_BASIS, level: 5, k: 1, thresholdApproximation }
    expect(await differenceFromTwin(gather, keys)).toBe('')
  }
})

test.each([3, 5, 7, 9, 15, 31])('neighbours as noise scale, aperture %i', async (aperture) => {
  for (const nTraces of [1, 2, 8, 71]) {
    const gather = makeGather(50, nTraces)
    for (const transform of ['dwt', 'swt', 'wpt']) {
      const keys = { process: 'wavelet-denoise', transform, sigma: 'spatial', aperture, rule: 'soft', k: 0.8 }
      expect(await differenceFromTwin(gather, keys)).toBe('')
    }
  }
})

const tf = { process: 'tf-denoise', fminHz: 0, fmaxHz: 250, k: 1, windowSamples: 32, hopSamples: 16, aperture: 5 }

test.each(['hard', 'scaled', 'adaptive', 'soft'])('STFT rule %s with every protection', async (rule) => {
  const gather = makeGather(150, 9)
  for (const protection of ['off', 'low-amplitude', 'never-inflate']) {
    expect(await differenceFromTwin(gather, { ...tf, rule, protection })).toBe('')
  }
})

test.each([
  ['hop 1', { hopSamples: 1 }],
  ['hop of no divisor', { hopSamples: 13 }],
  ['largest hop', { hopSamples: 31 }],
  ['reflected ends', { boundary: 'reflect' }],
  ['odd half window', { windowSamples: 38, hopSamples: 10 }],
  ['largest window', { windowSamples: 512, hopSamples: 128, boundary: 'reflect' }],
  ['window of twice a prime', { windowSamples: 502, hopSamples: 251 }],
  ['part of the band', { fminHz: 30, fmaxHz: 90 }],
  ['no bin in the band', { fminHz: 1, fmaxHz: 2 }],
  ['band above Nyquist', { fminHz: 200, fmaxHz: 10000 }],
  ['odd smoothing', { timeSmoothing: 3 }],
  ['even smoothing', { timeSmoothing: 4 }],
  ['smoothing over more frames than there are', { timeSmoothing: 101 }],
  ['no neighbours', { aperture: 1 }],
  ['aperture wider than the gather', { aperture: 31 }],
])('STFT: %s', async (_, keys) => {
  const step = { ...tf, ...keys }
  expect(await twinDifference(engine, makeGather(200, 7), step, overlapLoss(step))).toBe('')
})

test.each([1, 2, 5, 15, 16, 17, 33, 100])('STFT on traces of %i samples', async (nSamples) => {
  for (const boundary of ['zeros', 'reflect']) {
    expect(await differenceFromTwin(makeGather(nSamples, 3), { ...tf, boundary })).toBe('')
  }
})

const st = { process: 'tf-denoise', transform: 'stransform', fminHz: 0, fmaxHz: 250, k: 1, aperture: 5 }

test.each(['hard', 'scaled', 'adaptive', 'soft'])('S-transform rule %s with every protection', async (rule) => {
  const gather = makeGather(60, 9)
  for (const protection of ['off', 'low-amplitude', 'never-inflate']) {
    expect(await differenceFromTwin(gather, { ...st, rule, protection })).toBe('')
  }
})

test.each([
  ['part of the band', { fminHz: 30, fmaxHz: 90 }],
  ['no bin in the band', { fminHz: 1, fmaxHz: 2 }],
  ['band above Nyquist', { fminHz: 200, fmaxHz: 10000 }],
  ['odd smoothing', { timeSmoothing: 3 }],
  ['even smoothing', { timeSmoothing: 4 }],
  ['smoothing over more samples than there are', { timeSmoothing: 101 }],
  ['no neighbours', { aperture: 1 }],
  ['aperture wider than the gather', { aperture: 31 }],
])('S-transform: %s', async (_, keys) => {
  expect(await differenceFromTwin(makeGather(90, 7), { ...st, ...keys })).toBe('')
})

test.each([1, 2, 3, 4, 5, 15, 16, 17, 31, 33, 64, 97, 100, 125, 130])(
  'S-transform on traces of %i samples',
  async (nSamples) => {
    expect(await differenceFromTwin(makeGather(nSamples, 3), { ...st, aperture: 3 })).toBe('')
  },
)

test('one trace and one sample', async () => {
  for (const process of ['wavelet-denoise', 'tf-denoise']) {
    expect(await differenceFromTwin(makeGather(64, 1), { process })).toBe('')
    expect(await differenceFromTwin(makeGather(1, 1), { process })).toBe('')
  }
  expect(await differenceFromTwin(makeGather(64, 1), st)).toBe('')
})

test('more traces than a workgroup, no multiple of one', async () => {
  const gather = makeGather(40, 131)
  expect(await differenceFromTwin(gather, { process: 'wavelet-denoise' })).toBe('')
  expect(await differenceFromTwin(gather, { ...tf })).toBe('')
  expect(await differenceFromTwin(gather, { ...st, fmaxHz: 60 })).toBe('')
})
