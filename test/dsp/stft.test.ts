/*
 * STFT: silence, windows refused; box mean against its definition. There and back for random windows, hops and lengths
 * is in test/properties, golden values in reference-spectra.
 */
import { expect, it } from 'vitest'
import { boxMeanRows } from '../../src/dsp/box-mean.ts'
import { stftPlan } from '../../src/dsp/stft.ts'
import { expectArraysClose } from '../compare-arrays.ts'

it('keeps silence silent', () => {
  const plan = stftPlan({ nSamples: 50, windowSamples: 32, hopSamples: 8, boundary: 'zeros' })
  const coefficients = new Float64Array(plan.nCoefficients)
  plan.forward(new Float64Array(50), 0, coefficients, 0)
  expect(coefficients.every((value) => value === 0)).toBe(true)
})

it('refuses an odd window', () => {
  expect(() => stftPlan({ nSamples: 50, windowSamples: 33, hopSamples: 8, boundary: 'zeros' })).toThrow(RangeError)
})

it('means rows as uniform_filter1d does, an even window one row early', () => {
  const rows = Float64Array.from([1, 2, 4, 8])
  const mean = (width: number) => {
    const out = new Float64Array(4)
    boxMeanRows(rows, 4, 1, width, out)
    return [...out]
  }
  expect(mean(1)).toEqual([1, 2, 4, 8])
  expect(mean(2)).toEqual([1, 1.5, 3, 6])
  expectArraysClose(mean(3), [4 / 3, 7 / 3, 14 / 3, 20 / 3], { relativeToMax: 1e-15 })
  expectArraysClose(
    mean(101),
    [4.2, 4.3, 4.4, 4.5].map((_, i) => (1 * (51 - i) + 2 + 4 + 8 * (48 + i)) / 101),
    {
      relativeToMax: 1e-14,
    },
  )
})
