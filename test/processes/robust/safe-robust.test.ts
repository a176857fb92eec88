/**
 * Plan: golden cases by NumPy and PyWavelets with bad traces, bursts and spikes, results and weights (test/fixtures/make-beyond-fixtures.py);
 * spans change no bit; dead traces are exactly zero; a factor of two goes through; a plane wave without noise comes back, a
 * strong one on the first trace too; what spikes, a bad trace and a burst take from a wave is given back, and the mask shows
 * them; gains of traces within a factor of two are no outliers; tiny gathers.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { stftWiener } from '../../../src/processes/stft-wiener/params.ts'
import { stftWienerReference } from '../../../src/processes/stft-wiener/reference.ts'
import { waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { wholeGatherWavelets } from '../../../src/processes/wavelet-denoise/whole-gather.ts'
import { beyondCases } from '../../beyond-cases.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, noise, traceOf, withTrace } from '../../gathers.ts'
import { runAllPasses, runPasses } from '../../run-twin.ts'

const METHODS = [
  { definition: fkWiener, reference: fkWienerReference },
  { definition: stftWiener, reference: stftWienerReference },
  { definition: waveletDenoise, reference: wholeGatherWavelets.reference },
]

function planesOf(gather: Gather, values = {}, nSpans = 1, { definition, reference } = METHODS[0]!) {
  const { planes } = runAllPasses(reference, gather, defaultStep(definition, { robust: 'safe', ...values }), nSpans)
  return { output: planes.get('output')!.samples, mask: planes.get('mask')!.samples }
}

const wave = (i: number, j: number) => Math.exp(-(((i - 60 - j) / 6) ** 2))
const lost = (clean: Float32Array, samples: Float32Array): number => {
  const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0)
  return energy(samples.map((sample, i) => sample - clean[i]!)) / energy(clean)
}

describe.each(METHODS)('golden cases of $definition.name', (method) => {
  it.each(beyondCases(method.definition.name).filter(({ mask }) => mask !== null))(
    '$id',
    ({ given, gather, expected, mask }) => {
      const found = planesOf(gather, given, 1, method)
      // All planes in between are rounded to float32 by both.
      expectArraysClose(found.output, expected, { relativeToMax: 2e-7, columns: gather.nTraces })
      expectArraysClose(found.mask, mask!, { absolute: 1e-6, columns: gather.nTraces })
    },
  )
})

it('has the bits of one span whatever the spans', () => {
  const gather = makeGather(120, 40, (i, j) => wave(i, j) + noise(i, j) + (noise(j, i) > 0.98 ? 9 : 0))
  const whole = planesOf(gather)
  expect(whole.mask.some((weight) => weight === 0)).toBe(true)
  for (const nSpans of [3, 40]) {
    const cut = planesOf(gather, {}, nSpans)
    expectSameBits(cut.output, whole.output)
    expectSameBits(cut.mask, whole.mask)
  }
})

it('leaves dead traces at zero, balanced or not', () => {
  const isDead = (j: number) => j === 0 || j === 8 || j === 9
  const gather = makeGather(60, 20, (i, j) => (isDead(j) ? 0 : wave(i, j) + noise(i, j)))
  for (const balance of [true, false]) {
    const { output } = planesOf(gather, { balance })
    for (const j of [0, 8, 9]) expect(traceOf(output, 20, j).every((sample) => sample === 0)).toBe(true)
    expect(traceOf(output, 20, 10).some((sample) => sample !== 0)).toBe(true)
  }
  expect(planesOf(makeGather(60, 20, () => 0)).output.every((sample) => sample === 0)).toBe(true)
})

it('gives twice the samples for twice the samples', () => {
  const gather = makeGather(60, 20)
  const twice = { ...gather, samples: gather.samples.map((sample) => 2 * sample) }
  expectSameBits(
    planesOf(twice).output,
    planesOf(gather).output.map((sample) => 2 * sample),
  )
})

it.each([
  [1, 1],
  [1, 30],
  [30, 1],
  [2, 2],
])('takes %i samples by %i traces', (nSamples, nTraces) => {
  const { output } = planesOf(makeGather(nSamples, nTraces))
  expect(output).toHaveLength(nSamples * nTraces)
  expect(output.every(Number.isFinite)).toBe(true)
})

it.each([
  ['even', () => 1],
  ['strongest on the first trace', (j: number) => 1 + 3 * Math.exp(-j / 3)],
])('gives a plane wave without noise back: %s', (_, gain) => {
  const { samples } = makeGather(200, 60, (i, j) => gain(j) * wave(i, j))
  expect(lost(samples, planesOf({ ...makeGather(200, 60), samples }).output)).toBeLessThan(10 ** -4.5)
})

it('takes bad traces, bursts and spikes out, and shows them', () => {
  const clean = makeGather(300, 48, (i, j) => 2 * wave(i, j) + 2 * wave(i - 80, 0.5 * j))
  const weak = (i: number, j: number) => 0.3 * noise(i, j)
  const spoilt = makeGather(
    300,
    48,
    (i, j) => clean.samples[i * 48 + j]! + weak(i, j) + (noise(i + j, j) > 0.99 ? 15 : 0),
  )
  const withBad = withTrace(spoilt, 20, (i) => spoilt.samples[i * 48 + 20]! + 8 * noise(i, 99))
  const isBurst = (i: number) => i >= 200 && i < 240
  const gather = withTrace(withBad, 33, (i) => withBad.samples[i * 48 + 33]! + (isBurst(i) ? 6 * Math.sin(i) : 0))
  const { output, mask } = planesOf(gather)
  expect(lost(clean.samples, output)).toBeLessThan(0.02)
  expect(lost(clean.samples, runPasses(fkWienerReference, gather, defaultStep(fkWiener), 1))).toBeGreaterThan(0.2)
  const weights = (trace: number, isTaken: (i: number) => boolean) =>
    [...traceOf(mask, 48, trace)].filter((_, i) => isTaken(i))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  expect(mean(weights(20, () => true))).toBeLessThan(0.05)
  expect(mean(weights(33, isBurst))).toBeLessThan(0.1)
  expect(mean(weights(40, (i) => noise(i + 40, 40) > 0.99))).toBe(0)
  expect(mean(weights(40, (i) => noise(i + 40, 40) <= 0.99))).toBeGreaterThan(0.9)
})

it('takes no trace for a bad one that is nearly twice as loud, or weak', () => {
  const gain = (j: number) => (j % 11 === 5 ? 1.8 : j % 11 === 8 ? 0.2 : 1)
  const gather = makeGather(300, 48, (i, j) => gain(j) * (3 * wave(i, j) + noise(i, j)))
  const { mask } = planesOf(gather)
  for (let j = 0; j < 48; j++) expect(Math.min(...traceOf(mask, 48, j))).toBeGreaterThan(0)
})
