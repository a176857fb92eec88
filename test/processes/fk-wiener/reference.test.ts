/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py), where whole patches go through two-dimensional
 * transforms; spans change no bit; dead traces are exactly zero; without noise a gather comes back; a factor of two goes
 * through; a trace a thousand times as loud leaves its neighbours as they were but for what leaks from it.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { beyondCases, expectFiguresClose } from '../../beyond-cases.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runAllPasses } from '../../run-twin.ts'

const runAll = (gather: Gather, values = {}, nSpans = 1) =>
  runAllPasses(fkWienerReference, gather, defaultStep(fkWiener, values), nSpans)
const run = (...given: Parameters<typeof runAll>) => runAll(...given).samples

describe('golden cases', () => {
  it.each(beyondCases('fk-wiener').filter(({ mask }) => mask === null))(
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
  for (const values of [
    { quality: 'mean', patchSamples: 16 },
    { k: 'auto', patchSamples: 16 },
  ]) {
    const [cut, uncut] = [runAll(gather, values, 3), runAll(gather, values)]
    expectSameBits(cut.samples, uncut.samples)
    expect(cut.figures).toEqual(uncut.figures)
  }
})

it('leaves dead traces at zero, balanced or not', () => {
  const gather = makeGather(60, 20)
  gather.samples.forEach((_, at) => {
    if (at % 20 === 0 || at % 20 === 9) gather.samples[at] = 0
  })
  for (const values of [{}, { balance: false }, { quality: 'mean' }, { k: 'auto' }]) {
    const samples = run(gather, values)
    for (const trace of [0, 9]) expect(traceOf(samples, 20, trace).every((sample) => sample === 0)).toBe(true)
    expect(traceOf(samples, 20, 10).some((sample) => sample !== 0)).toBe(true)
  }
  const dead = { ...gather, samples: new Float32Array(1200) }
  for (const k of [2.6, 'auto']) expect(run(dead, { k }).every((sample) => sample === 0)).toBe(true)
})

it('gives twice the samples for twice the samples', () => {
  const gather = makeGather(60, 20)
  const twice = { ...gather, samples: gather.samples.map((sample) => 2 * sample) }
  for (const k of [2.6, 'auto']) {
    const [once, doubled] = [runAll(gather, { k }), runAll(twice, { k })]
    expectSameBits(
      doubled.samples,
      once.samples.map((sample) => 2 * sample),
    )
    expect(doubled.figures).toEqual(once.figures)
  }
})

it.each([
  [1, 1],
  [1, 30],
  [30, 1],
  [2, 2],
])('takes %i samples by %i traces', (nSamples, nTraces) => {
  for (const k of [2.6, 'auto']) {
    const samples = run(makeGather(nSamples, nTraces), { k })
    expect(samples).toHaveLength(nSamples * nTraces)
    expect(samples.every(Number.isFinite)).toBe(true)
  }
})

it('gives a plane wave without noise back', () => {
  const gather = makeGather(200, 60, (i, j) => Math.exp(-(((i - 60 - j) / 6) ** 2)))
  const samples = run(gather)
  const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0)
  const lost = energy(samples.map((sample, i) => sample - gather.samples[i]!))
  expect(lost / energy(gather.samples)).toBeLessThan(1e-7)
})
