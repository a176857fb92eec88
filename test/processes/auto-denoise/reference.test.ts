/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py), samples and figures; spans change no bit; dead traces
 * are exactly zero; a factor of two goes through; any size goes; the weights are those of the least expected error.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { autoDenoise } from '../../../src/processes/auto-denoise/params.ts'
import { autoDenoiseReference, bestWeights } from '../../../src/processes/auto-denoise/reference.ts'
import { riskOf } from '../../../src/processes/risk.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { beyondCases, expectFiguresClose } from '../../beyond-cases.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runAllPasses } from '../../run-twin.ts'

const run = (gather: Gather, nSpans = 1) => runAllPasses(autoDenoiseReference, gather, defaultStep(autoDenoise), nSpans)

describe('golden cases', () => {
  it.each(beyondCases('auto-denoise'))('$id', ({ gather, expected, figures }) => {
    const result = run(gather)
    // The weights come from sums over samples that have been rounded to float32 in between.
    expectArraysClose(result.samples, expected, { relativeToMax: 1e-6, columns: gather.nTraces })
    expectFiguresClose(result.figures, figures)
  })
})

it('has the bits of one span whatever the spans', () => {
  const gather = makeGather(60, 40)
  const [cut, uncut] = [run(gather, 3), run(gather)]
  expectSameBits(cut.samples, uncut.samples)
  expect(cut.figures).toEqual(uncut.figures)
})

it('leaves dead traces at zero', () => {
  const gather = makeGather(60, 20)
  gather.samples.forEach((_, at) => {
    if (at % 20 === 0 || at % 20 === 9) gather.samples[at] = 0
  })
  const { samples } = run(gather)
  for (const trace of [0, 9]) expect(traceOf(samples, 20, trace).every((sample) => sample === 0)).toBe(true)
  expect(traceOf(samples, 20, 10).some((sample) => sample !== 0)).toBe(true)
  expect(run({ ...gather, samples: new Float32Array(1200) }).samples.every((sample) => sample === 0)).toBe(true)
})

it('gives twice the samples for twice the samples', () => {
  const gather = makeGather(60, 20)
  const [once, twice] = [run(gather), run({ ...gather, samples: gather.samples.map((sample) => 2 * sample) })]
  expectSameBits(
    twice.samples,
    once.samples.map((sample) => 2 * sample),
  )
  expect(twice.figures).toEqual(once.figures)
})

it.each([
  [1, 1],
  [1, 30],
  [30, 1],
  [2, 2],
])('takes %i samples by %i traces', (nSamples, nTraces) => {
  const { samples } = run(makeGather(nSamples, nTraces))
  expect(samples).toHaveLength(nSamples * nTraces)
  expect(samples.every(Number.isFinite)).toBe(true)
})

it('finds the weights of the least expected error', () => {
  const products = [
    [9, 5, 4],
    [5, 6, 2],
    [4, 2, 5],
  ].map((row) => Float64Array.from(row))
  const risks = { products, divergences: [1, 0.5], nSamples: 10 }
  const weights = bestWeights(risks)
  const least = riskOf(risks, weights)
  for (const [m, step] of [0, 1].flatMap((m) => [0.01, -0.01].map((step) => [m, step] as const))) {
    expect(riskOf(risks, weights.with(m, weights[m]! + step))).toBeGreaterThan(least)
  }
})
