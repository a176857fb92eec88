/*
 * Plan: steps that are robust or choose k, and no others, go by the whole gather, on either engine; spans change no bit,
 * with noise from neighbours too; dead traces are exactly zero; a factor of two goes through; a wave without noise comes back;
 * tiny gathers. An automatic k is one of the choices, with their expected errors, the result that of a step with that k, and in
 * a robust step the usual one. Golden cases: test/processes/robust; how well k is chosen: test/quality.
 */
import { describe, expect, it } from 'vitest'
import { gpuOf, processOf, referenceOf, spanReferenceOf } from '../../../src/processes/methods.ts'
import { parseStep } from '../../../src/processes/recipe.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { WAVELET_CHOICES, waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { wholeGatherWavelets } from '../../../src/processes/wavelet-denoise/whole-gather.ts'
import { expectSameBits } from '../../compare-arrays.ts'
import { makeGather, noise, traceOf } from '../../gathers.ts'
import { runAllPasses, runTwin } from '../../run-twin.ts'

const robust = defaultStep(waveletDenoise, { robust: 'safe', wavelet: 'db2' })
const plain = { ...robust, robust: 'off' }
const auto = { ...plain, k: 'auto' }
const VARIANTS = [
  ['swt', robust],
  ['dwt, spatial', { ...robust, transform: 'dwt', sigma: 'spatial', aperture: 5, k: 1 }],
  ['packets in the best basis', { ...robust, transform: 'wpt', bestBasis: true, rule: 'soft', k: 1 }],
] as const

const wave = (i: number, j: number) => Math.exp(-(((i - 60 - j) / 6) ** 2))
const spoilt = makeGather(120, 40, (i, j) => wave(i, j) + 0.1 * noise(i, j) + (noise(j, i) > 0.98 ? 9 : 0))

it('goes by the whole gather where a step is robust or chooses k, and by spans where not', () => {
  const { reference, gpu } = processOf('wavelet-denoise')
  expect(referenceOf(plain)).toBe(reference)
  expect(gpuOf(plain)).toBe(gpu)
  for (const step of [robust, auto, { ...robust, k: 'auto' }]) {
    expect(referenceOf(step)).toBe(wholeGatherWavelets.reference)
    expect(gpuOf(step)).toBe(wholeGatherWavelets.gpu)
  }
  expect(() => spanReferenceOf(robust)).toThrow('wavelet-denoise goes by passes over the whole gather')
})

describe.each(VARIANTS)('%s', (_, step) => {
  it('has the bits of one span whatever the spans', () => {
    const planesOf = (nSpans: number) => runAllPasses(wholeGatherWavelets.reference, spoilt, step, nSpans).planes
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

describe.each(VARIANTS)('k of its own: %s', (_, variant) => {
  const step = { ...variant, robust: 'off', k: 'auto' }
  const noisy = makeGather(90, 30, (i, j) => (j === 4 ? 0 : 2 * wave(i, j) + 0.5 * noise(i, j)))

  it('is the one of least expected error, whatever the spans, and whatever was computed before', () => {
    const { reference } = wholeGatherWavelets
    const { samples, figures } = runAllPasses(reference, noisy, step, 1)
    const { k, kTried, sure } = figures as { k: number; kTried: readonly number[]; sure: readonly number[] }
    expect(kTried).toEqual(WAVELET_CHOICES.toSorted((a, b) => a - b))
    expect(sure[kTried.indexOf(k)]).toBe(Math.min(...sure))
    expectSameBits(samples, runTwin(noisy, { ...step, k }))
    const again = runAllPasses(reference, noisy, step, 7)
    expectSameBits(again.samples, samples)
    expect(again.figures).toEqual(figures)
    expect(traceOf(samples, 30, 4).every((sample) => sample === 0)).toBe(true)
  })

  it.each([
    [1, 1],
    [1, 30],
    [30, 1],
  ])('takes %i samples by %i traces', (nSamples, nTraces) => {
    expect(runTwin(makeGather(nSamples, nTraces), step).every(Number.isFinite)).toBe(true)
    const ofNothing = runTwin(
      makeGather(nSamples, nTraces, () => 0),
      step,
    )
    expect(ofNothing.every((sample) => sample === 0)).toBe(true)
  })
})

it('has the usual k where a step that chooses it is robust', () => {
  const runs = ['auto', 3].map((k) => runAllPasses(wholeGatherWavelets.reference, spoilt, { ...robust, k }, 1))
  expectSameBits(runs[0]!.samples, runs[1]!.samples)
  const outlierShare = runs[1]!.figures['outlierShare']
  expect(outlierShare).toBeGreaterThan(0.01)
  expect(runs.map(({ figures }) => figures)).toEqual([{ k: 3, outlierShare }, { outlierShare }])
})

it('takes no other word for k', () => {
  expect(() => parseStep({ process: 'wavelet-denoise', k: 'often' }, 1)).toThrow(
    expect.objectContaining({
      code: 'bad-recipe',
      where: 'step 2 (wavelet-denoise)',
      fields: {
        key: 'k',
        value: '"often"',
        limits: 'a number above 0 to 100, or "auto" (the least expected error)',
      },
    }),
  )
  expect(parseStep({ process: 'wavelet-denoise', k: 'auto' }, 0)['k']).toBe('auto')
})
