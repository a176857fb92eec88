/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py), samples and figures; what every filter across traces
 * does, robust or not; erratic noise leaves the gather to one filter; the weights are those of the least expected error.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { autoDenoise } from '../../../src/processes/auto-denoise/params.ts'
import { autoDenoiseReference, bestWeights } from '../../../src/processes/auto-denoise/reference.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../../src/processes/fk-wiener/reference.ts'
import { riskOf } from '../../../src/processes/risk/risk.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { beyondCases, expectFiguresClose } from '../../beyond-cases.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, noise } from '../../gathers.ts'
import { describeLateralFilter } from '../../lateral-filter.ts'
import { runAllPasses } from '../../run-twin.ts'

const run = (gather: Gather, nSpans = 1, values = {}) =>
  runAllPasses(autoDenoiseReference, gather, defaultStep(autoDenoise, values), nSpans)

describe('golden cases', () => {
  it.each(beyondCases('auto-denoise'))('$id', ({ gather, expected, figures }) => {
    const result = run(gather)
    // The weights come from sums over samples that have been rounded to float32 in between.
    expectArraysClose(result.samples, expected, { relativeToMax: 1e-6, columns: gather.nTraces })
    expectFiguresClose(result.figures, figures)
  })
})

describe('robust', () => {
  const wave = (i: number, j: number) => Math.exp(-(((i - 60 - j) / 6) ** 2)) + 0.1 * noise(i, j)
  const robust = { robust: 'safe' }

  it('leaves a gather with erratic noise to the f-k filter', () => {
    const gather = makeGather(120, 40, (i, j) => wave(i, j) + (noise(j, i) > 0.97 ? 9 : 0))
    const { samples, figures } = run(gather, 1, robust)
    expect(figures['outlierShare']).toBeGreaterThan(0.01)
    expect(figures['weights']).toEqual([1])
    expectSameBits(samples, runAllPasses(fkWienerReference, gather, defaultStep(fkWiener, robust), 1).samples)
  })

  it('weighs what was cleaned where there is little, whatever the spans', () => {
    const gather = makeGather(120, 40, wave)
    const [cut, uncut] = [run(gather, 3, robust), run(gather, 1, robust)]
    expect(uncut.figures['outlierShare']).toBeLessThan(0.002)
    expect(uncut.figures['weights']).toHaveLength(4)
    expectSameBits(cut.samples, uncut.samples)
  })
})

describeLateralFilter({
  reference: autoDenoiseReference,
  definition: autoDenoise,
  variants: [{ robust: 'safe' }],
  lostBelow: 1e-9,
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
