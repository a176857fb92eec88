/*
 * Plan: robust steps, and no others, go by the whole gather, on either engine; spans change no bit, with noise from
 * neighbours too; dead traces are exactly zero; a factor of two goes through; a wave without noise comes back; tiny gathers.
 * Golden cases: test/processes/robust.
 */
import { describe, expect, it } from 'vitest'
import { gpuOf, processOf, referenceOf, spanReferenceOf } from '../../../src/processes/recipe.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { robustWaveletSteps } from '../../../src/processes/wavelet-denoise/robust.ts'
import { expectSameBits } from '../../compare-arrays.ts'
import { makeGather, noise, traceOf } from '../../gathers.ts'
import { runAllPasses, runTwin } from '../../run-twin.ts'

const robust = defaultStep(waveletDenoise, { robust: 'safe', wavelet: 'db2' })
const plain = { ...robust, robust: 'off' }
const VARIANTS = [
  ['swt', robust],
  ['dwt, spatial', { ...robust, transform: 'dwt', sigma: 'spatial', aperture: 5, k: 1 }],
  ['packets in the best basis', { ...robust, transform: 'wpt', bestBasis: true, rule: 'soft', k: 1 }],
] as const

const wave = (i: number, j: number) => Math.exp(-(((i - 60 - j) / 6) ** 2))
const spoilt = makeGather(120, 40, (i, j) => wave(i, j) + 0.1 * noise(i, j) + (noise(j, i) > 0.98 ? 9 : 0))

it('goes by the whole gather where a step is robust, and by spans where not', () => {
  const { reference, gpu } = processOf('wavelet-denoise')
  expect(referenceOf(plain)).toBe(reference)
  expect(gpuOf(plain)).toBe(gpu)
  expect(referenceOf(robust)).toBe(robustWaveletSteps.reference)
  expect(gpuOf(robust)).toBe(robustWaveletSteps.gpu)
  expect(() => spanReferenceOf(robust)).toThrow('wavelet-denoise goes by passes over the whole gather')
})

describe.each(VARIANTS)('%s', (_, step) => {
  it('has the bits of one span whatever the spans', () => {
    const planesOf = (nSpans: number) => runAllPasses(robustWaveletSteps.reference, spoilt, step, nSpans).planes
    const whole = planesOf(1)
    expect(whole.get('mask')!.samples.some((weight) => weight === 0)).toBe(true)
    for (const nSpans of [3, 40]) {
      const cut = planesOf(nSpans)
      for (const plane of ['output', 'mask']) expectSameBits(cut.get(plane)!.samples, whole.get(plane)!.samples)
    }
  })

  it('leaves dead traces at zero', () => {
    const isDead = (j: number) => j === 0 || j === 8 || j === 9
    const samples = runTwin(
      makeGather(60, 20, (i, j) => (isDead(j) ? 0 : wave(i, j) + noise(i, j))),
      step,
    )
    for (const j of [0, 8, 9]) expect(traceOf(samples, 20, j).every((sample) => sample === 0)).toBe(true)
    expect(traceOf(samples, 20, 10).some((sample) => sample !== 0)).toBe(true)
    const ofNothing = runTwin(
      makeGather(60, 20, () => 0),
      step,
    )
    expect(ofNothing.every((sample) => sample === 0)).toBe(true)
  })

  it('gives twice the samples for twice the samples', () => {
    const twice = { ...spoilt, samples: spoilt.samples.map((sample) => 2 * sample) }
    expectSameBits(
      runTwin(twice, step),
      runTwin(spoilt, step).map((sample) => 2 * sample),
    )
  })

  it.each([
    [1, 1],
    [1, 30],
    [30, 1],
    [2, 2],
  ])('takes %i samples by %i traces', (nSamples, nTraces) => {
    const samples = runTwin(makeGather(nSamples, nTraces), step)
    expect(samples).toHaveLength(nSamples * nTraces)
    expect(samples.every(Number.isFinite)).toBe(true)
  })
})

it('gives a wave without noise back, and one under spikes with a tenth of what the plain step leaves of them', () => {
  const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0)
  const clean = makeGather(120, 40, wave)
  const lost = (samples: Float32Array) =>
    energy(samples.map((sample, at) => sample - clean.samples[at]!)) / energy(clean.samples)
  expect(lost(runTwin(clean, robust))).toBeLessThan(10 ** -4.5)
  expect(lost(runTwin(spoilt, robust))).toBeLessThan(0.1 * lost(runTwin(spoilt, plain)))
})
