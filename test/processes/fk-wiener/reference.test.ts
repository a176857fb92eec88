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
import { beyondCases } from '../../beyond-cases.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runPasses } from '../../run-twin.ts'

const run = (gather: Gather, values = {}, nSpans = 1) =>
  runPasses(fkWienerReference, gather, defaultStep(fkWiener, values), nSpans)

describe('golden cases', () => {
  it.each(beyondCases('fk-wiener').filter(({ mask }) => mask === null))('$id', ({ given, gather, expected }) => {
    // Both round once to float32.
    expectArraysClose(run(gather, given), expected, { relativeToMax: 2e-7, columns: gather.nTraces })
  })
})

it('has the bits of one span whatever the spans', () => {
  const gather = makeGather(60, 70)
  const whole = run(gather)
  for (const nSpans of [2, 7, 70]) expectSameBits(run(gather, {}, nSpans), whole)
  const mean = { quality: 'mean', patchSamples: 16 }
  expectSameBits(run(gather, mean, 3), run(gather, mean))
})

it('leaves dead traces at zero, balanced or not', () => {
  const gather = makeGather(60, 20)
  gather.samples.forEach((_, at) => {
    if (at % 20 === 0 || at % 20 === 9) gather.samples[at] = 0
  })
  for (const values of [{}, { balance: false }, { quality: 'mean' }]) {
    const samples = run(gather, values)
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
