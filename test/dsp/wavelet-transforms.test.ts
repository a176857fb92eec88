/*
 * Perfect reconstruction of dwt, swt and wpt: all 76 wavelets, lengths 1, 2, 3, even, odd and below the filter's, several
 * levels, both paddings (random ones in test/properties); inverses that visit only what shrinkage has left; sizes of
 * plans. Control: with a coefficient changed, the signal is not given back.
 */
import { describe, expect, it } from 'vitest'
import { type DwtPlan, dwtPlan } from '../../src/dsp/dwt.ts'
import { swtPaddedLength, swtPlan } from '../../src/dsp/swt.ts'
import { listBand, listedBands } from '../../src/dsp/thresholds.ts'
import filterTable from '../../src/dsp/wavelet-filters.json' with { type: 'json' }
import { WAVELET_NAMES } from '../../src/dsp/wavelet-names.ts'
import type { WaveletPlan } from '../../src/dsp/wavelet-plan.ts'
import { dwtMaxLevel, waveletFilters } from '../../src/dsp/wavelets.ts'
import { wptPlan } from '../../src/dsp/wpt.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import levelTable from '../fixtures/reference/dwt_max_level.json' with { type: 'json' }
import { waveletForward, waveletInverse } from '../plan-runs.ts'

const LENGTHS = [1, 2, 3, 16, 33, 100]
const LEVELS = [1, 2, 5]

/**
 * 1e-9: the tables hold 11 to 16 digits (sym20: 11). dmey's 62 taps are a truncated Meyer filter, good to 0.4 %
 * a level as published, so five levels come within 2 %.
 */
const toleranceOf = (wavelet: string) => ({ relativeToMax: wavelet === 'dmey' ? 0.02 : 1e-9 })

function signal(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin(1.7 * i) + Math.cos(0.3 * i * i))
}

function thereAndBack(plan: WaveletPlan, x: Float64Array, change = 0): Float64Array {
  const coefficients = waveletForward(plan, x)
  coefficients[0] = coefficients[0]! + change
  return waveletInverse(plan, coefficients)
}

describe('perfect reconstruction', () => {
  it('covers the 76 wavelets, each with its filters', () =>
    expect(WAVELET_NAMES).toEqual(Object.keys(filterTable.wavelets)))

  for (const wavelet of WAVELET_NAMES) {
    it(wavelet, () => {
      const filters = waveletFilters(wavelet)
      expect(filters.length % 2).toBe(0)
      for (const n of LENGTHS) {
        const x = signal(n)
        for (const level of LEVELS) {
          const plans: Record<string, WaveletPlan> = {
            dwt: dwtPlan(n, filters, level),
            swt: swtPlan(n, filters, level, 'reflect'),
            wpt: wptPlan(n, filters, level),
            'wpt with its tree': wptPlan(n, filters, level, 'tree'),
            'swt to a power of two': swtPlan(n, filters, level, 'reflect-power-of-two'),
          }
          for (const [name, plan] of Object.entries(plans)) {
            expectArraysClose(thereAndBack(plan, x), x, toleranceOf(wavelet), `${name}, ${n} samples, level ${level}`)
          }
        }
      }
    })
  }

  it('from lists of what is not zero, few or many, is that from all coefficients', () => {
    for (const wavelet of ['haar', 'db4', 'bior3.5', 'db20']) {
      for (const n of [1, 2, 40, 333]) {
        const filters = waveletFilters(wavelet)
        const plans = [dwtPlan(n, filters, 3), swtPlan(n, filters, 3, 'reflect'), wptPlan(n, filters, 3)]
        for (const [index, plan] of plans.entries()) {
          const { heap, nCoefficients } = plan
          const bands = index === 2 ? equalBands(plan, 8) : bandsOf(plan)
          const listed = listedBands(heap, nCoefficients, bands.length)
          for (const threshold of [0, 0.1, 1.2, 1.8, 9]) {
            const all = waveletForward(plan, signal(n))
            bands.forEach(([start, length], band) => {
              listed.starts[band] = band === 0 ? 0 : listed.starts[band - 1]! + listed.counts[band - 1]!
              listBand(heap, plan.coefficients, threshold, start, length, listed, band)
            })
            plan.inverse(listed)
            const actual = Float64Array.from(plan.signal)
            const expected = waveletInverse(
              plan,
              all.map((c) => (Math.abs(c) >= threshold ? c : 0)),
            )
            // The same terms in another order.
            const place = `${wavelet}, plan ${index}, ${n} samples, beyond ${threshold}`
            expectArraysClose(actual, expected, { relativeToMax: 1e-13, absolute: 1e-300 }, place)
          }
        }
      }
    }
  })

  it('control: is lost when a coefficient changes', () => {
    const x = signal(33)
    expect(() => expectArraysClose(thereAndBack(dwtPlan(33, waveletFilters('db4'), 2), x, 0.1), x)).toThrow()
  })
})

/** [start, length] of the bands of a dwt or swt. */
function bandsOf(plan: WaveletPlan): readonly (readonly [number, number])[] {
  if (!('bandStarts' in plan)) return equalBands(plan, plan.level + 1)
  const { bandStarts, bandLengths } = plan as DwtPlan
  return bandStarts.map((start, band) => [start, bandLengths[band]!])
}

function equalBands({ nCoefficients }: WaveletPlan, count: number): readonly (readonly [number, number])[] {
  const length = nCoefficients / count
  return Array.from({ length: count }, (_, band) => [band * length, length])
}

describe('sizes', () => {
  it('pad to whole blocks, or to a power of two that holds one', () => {
    expect(swtPaddedLength(1600, 5, 'reflect')).toBe(1600)
    expect(swtPaddedLength(1601, 5, 'reflect')).toBe(1632)
    expect(swtPaddedLength(1600, 5, 'reflect-power-of-two')).toBe(2048)
    expect(swtPaddedLength(3, 4, 'reflect-power-of-two')).toBe(16)
  })

  it('have the largest useful levels of PyWavelets', () => {
    let nChecked = 0
    for (const [wavelet, row] of Object.entries(levelTable.table)) {
      for (const [n, level] of Object.entries(row)) {
        expect(dwtMaxLevel(Number(n), waveletFilters(wavelet).length), `${wavelet} ${n}`).toBe(level)
        nChecked++
      }
    }
    expect(nChecked).toBeGreaterThan(1000)
  })

  it('refuse level 0 and no samples', () => {
    expect(() => dwtPlan(8, waveletFilters('haar'), 0)).toThrow(RangeError)
    expect(() => wptPlan(8, waveletFilters('haar'), 0)).toThrow(RangeError)
    expect(() => swtPlan(0, waveletFilters('haar'), 1, 'reflect')).toThrow(RangeError)
  })
})
