/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py); spans change no bit; dead traces are exactly zero; a
 * factor of two goes through; without noise a gather comes back.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { stftWiener } from '../../../src/processes/stft-wiener/params.ts'
import { stftWienerReference } from '../../../src/processes/stft-wiener/reference.ts'
import { beyondCases, expectFiguresClose } from '../../beyond-cases.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runAllPasses } from '../../run-twin.ts'

const runAll = (gather: Gather, values = {}, nSpans = 1) =>
  runAllPasses(stftWienerReference, gather, defaultStep(stftWiener, values), nSpans)
const run = (...given: Parameters<typeof runAll>) => runAll(...given).samples

describe('golden cases', () => {
  it.each(beyondCases('stft-wiener').filter(({ mask }) => mask === null))(
    '$id',
    ({ given, gather, expected, figures }) => {
      // Both round once to float32.
      const result = runAll(gather, given)
      expectArraysClose(result.samples, expected, { relativeToMax: 2e-7, columns: gather.nTraces })
      expectFiguresClose(result.figures, figures)
    },
  )
})

it('has the bits of one span whatever the spans', () => {
  const gather = makeGather(60, 70)
  const whole = run(gather)
  for (const nSpans of [2, 7, 70]) expectSameBits(run(gather, {}, nSpans), whole)
  const [cut, uncut] = [runAll(gather, { k: 'auto' }, 3), runAll(gather, { k: 'auto' })]
  expectSameBits(cut.samples, uncut.samples)
  expect(cut.figures).toEqual(uncut.figures)
})

it('leaves dead traces at zero, balanced or not', () => {
  const gather = makeGather(60, 20)
  gather.samples.forEach((_, at) => {
    if (at % 20 === 0 || at % 20 === 9) gather.samples[at] = 0
  })
  for (const balance of [true, false]) {
    const samples = run(gather, { balance })
    for (const trace of [0, 9]) expect(traceOf(samples, 20, trace).every((sample) => sample === 0)).toBe(true)
    expect(traceOf(samples, 20, 10).some((sample) => sample !== 0)).toBe(true)
  }
  expect(run({ ...gather, samples: new Float32Array(1200) }).every((sample) => sample === 0)).toBe(true)
})

it('gives twice the samples for twice the samples', () => {
  const gather = makeGather(60, 20)
  const twice = { ...gather, samples: gather.samples.map((sample) => 2 * sample) }
  expectSameBits(
    run(twice),
    run(gather).map((sample) => 2 * sample),
  )
})

it.each([
  [1, 1],
  [1, 30],
  [30, 1],
  [2, 2],
])('takes %i samples by %i traces', (nSamples, nTraces) => {
  const samples = run(makeGather(nSamples, nTraces))
  expect(samples).toHaveLength(nSamples * nTraces)
  expect(samples.every(Number.isFinite)).toBe(true)
})

it('gives a plane wave without noise back', () => {
  const gather = makeGather(200, 60, (i, j) => Math.exp(-(((i - 60 - j) / 6) ** 2)))
  const samples = run(gather)
  const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0)
  const lost = energy(samples.map((sample, i) => sample - gather.samples[i]!))
  expect(lost / energy(gather.samples)).toBeLessThan(1e-7)
})
