/*
 * STFT there and back: even windows of 16 to 512, every hop that overlaps, both boundaries, traces from one sample
 * (shorter than the window) on; frames; box mean against its definition. Golden values are in reference-cases.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boxMeanRows } from '../../src/dsp/box-mean.ts'
import { stftPlan } from '../../src/dsp/stft.ts'
import { isInvertible, periodicHann } from '../../src/dsp/windows.ts'
import { expectArraysClose } from '../compare-arrays.ts'

const geometry = fc
  .record({
    nSamples: fc.integer({ min: 1, max: 300 }),
    windowSamples: fc.integer({ min: 8, max: 256 }).map((half) => 2 * half),
    hopPart: fc.double({ min: 0, max: 1, noNaN: true }),
    boundary: fc.constantFrom('zeros' as const, 'reflect' as const),
  })
  .map(({ hopPart, ...rest }) => ({ ...rest, hopSamples: 1 + Math.floor(hopPart * (rest.windowSamples - 2)) }))
  .filter(({ windowSamples, hopSamples }) => isInvertible(periodicHann(windowSamples), hopSamples))

it('gives the trace back', () => {
  fc.assert(
    fc.property(geometry, (request) => {
      const plan = stftPlan(request)
      expect(plan.nFrames).toBe(Math.ceil(request.nSamples / request.hopSamples) + 1)
      const x = Float64Array.from({ length: request.nSamples }, (_, i) => Math.sin(0.7 * i) + Math.cos(i * i))
      const coefficients = new Float64Array(plan.nCoefficients)
      plan.forward(x, 0, coefficients, 0)
      const back = new Float64Array(request.nSamples)
      plan.inverse(coefficients, 0, back, 0)
      // A hop near the window's length leaves weights down to 1e-10 (the NOLA limit): rounding grows by their root.
      const loss = request.hopSamples > request.windowSamples / 2 ? 1e5 : 1
      expectArraysClose(back, x, { relativeToMax: 1e-13 * loss, absolute: 1e-13 * loss })
    }),
    { numRuns: 150 },
  )
})

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
