/*
 * What was transformed and not changed comes back. Transforms in double precision: all 76 wavelets through dwt, swt
 * (both paddings), packets and their tree, random lengths from 1 to 5000 and levels; STFT of random windows, hops that
 * overlap and both boundaries; the S-transform from the sums of its rows. Then whole processes on the CPU engine with
 * nothing shrunk. Control: a changed coefficient is not given back.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dwtPlan } from '../../src/dsp/dwt.ts'
import { stftPlan } from '../../src/dsp/stft.ts'
import { stransformPlan } from '../../src/dsp/stransform.ts'
import { swtPlan } from '../../src/dsp/swt.ts'
import { WAVELET_NAMES } from '../../src/dsp/wavelet-names.ts'
import type { WaveletPlan } from '../../src/dsp/wavelet-plan.ts'
import { type WaveletFilters, waveletFilters } from '../../src/dsp/wavelets.ts'
import { isInvertible, periodicHann } from '../../src/dsp/windows.ts'
import { wptPlan } from '../../src/dsp/wpt.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { noise } from '../gathers.ts'
import { EXTRA_FLOATS, stftForward, stftInverse, stransformRow, waveletForward, waveletInverse } from '../plan-runs.ts'
import { holds, PROCESSES } from './arbitraries.ts'
import { cpu } from './engines.ts'
import { comesBack } from './nothing-shrunk.ts'
import { dmeyLoss, overlapLoss } from './rounding.ts'

interface WaveletTransform {
  readonly deepest: number
  plan(nSamples: number, filters: WaveletFilters, level: number): WaveletPlan
}

/** Deepest levels: far beyond what a length asks for, and short of what a test has time for. */
const WAVELET_TRANSFORMS: Readonly<Record<string, WaveletTransform>> = {
  dwt: { deepest: 16, plan: dwtPlan },
  swt: { deepest: 9, plan: (n, filters, level) => swtPlan(n, filters, level, 'reflect') },
  'swt to a power of two': {
    deepest: 9,
    plan: (n, filters, level) => swtPlan(n, filters, level, 'reflect-power-of-two'),
  },
  wpt: { deepest: 7, plan: wptPlan },
  'wpt with its tree': { deepest: 7, plan: (n, filters, level) => wptPlan(n, filters, level, 'tree') },
}

const LENGTHS = { min: 1, max: 5000 }

function signalOf(nSamples: number, seed: number): Float64Array {
  return Float64Array.from({ length: nSamples }, (_, i) => noise(i, seed))
}

function thereAndBack(plan: WaveletPlan, x: Float64Array, change = 0): Float64Array {
  const coefficients = waveletForward(plan, x)
  coefficients[0] = coefficients[0]! + change
  return waveletInverse(plan, coefficients)
}

describe('wavelet transforms of random lengths and levels', () => {
  it('are of the 76 wavelets', () => expect(WAVELET_NAMES.length).toBe(76))

  const anyCase = fc.constantFrom(...Object.keys(WAVELET_TRANSFORMS)).chain((transform) =>
    fc.record({
      transform: fc.constant(transform),
      nSamples: fc.oneof(fc.integer({ min: LENGTHS.min, max: 200 }), fc.integer(LENGTHS)),
      level: fc.integer({ min: 1, max: WAVELET_TRANSFORMS[transform]!.deepest }),
      seed: fc.nat(999),
    }),
  )

  it.each(WAVELET_NAMES)('%s', async (wavelet) => {
    const property = fc.asyncProperty(anyCase, async ({ transform, nSamples, level, seed }) => {
      const x = signalOf(nSamples, seed)
      const back = thereAndBack(WAVELET_TRANSFORMS[transform]!.plan(nSamples, waveletFilters(wavelet), level), x)
      // 1e-9: the tables hold 11 to 16 digits (sym20: 11).
      expectArraysClose(back, x, { relativeToMax: wavelet === 'dmey' ? dmeyLoss(level) : 1e-9 })
    })
    await holds(property, 10)
  })

  it('control: are lost when a coefficient changes', () => {
    const x = signalOf(33, 1)
    expect(() =>
      expectArraysClose(thereAndBack(dwtPlan(33, waveletFilters('db4'), 2), x, 1e-6), x, { relativeToMax: 1e-9 }),
    ).toThrow()
  })
})

describe('Fourier transforms', () => {
  it('STFT, any window, hop and boundary', async () => {
    const anyGeometry = fc
      .record({
        nSamples: fc.integer(LENGTHS),
        windowSamples: fc.integer({ min: 8, max: 256 }).map((half) => 2 * half),
        hopSamples: fc.integer({ min: 1, max: 511 }),
        boundary: fc.constantFrom('zeros' as const, 'reflect' as const),
      })
      .filter(({ windowSamples, hopSamples }) => isInvertible(periodicHann(windowSamples), hopSamples))
      // A tenth of a second.
      .filter(({ nSamples, windowSamples, hopSamples }) => (nSamples / hopSamples) * windowSamples < 4e5)
    const property = fc.asyncProperty(anyGeometry, fc.nat(999), async (geometry, seed) => {
      const x = signalOf(geometry.nSamples, seed)
      const nCells = (geometry.windowSamples / 2 + 1) * (geometry.nSamples / geometry.hopSamples + 3)
      const plan = stftPlan(geometry, Math.ceil(2 * nCells) + 64)
      expect(plan.nFrames).toBe(Math.ceil(geometry.nSamples / geometry.hopSamples) + 1)
      // 1e-13: a few hundred roundings of double precision, grown where windows hardly overlap.
      expectArraysClose(stftInverse(plan, stftForward(plan, x)), x, { relativeToMax: 1e-13 * overlapLoss(geometry) })
    })
    await holds(property, 150)
  })

  it('S-transform, from the sums of its rows over time', async () => {
    const anyLength = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 700 }) },
      fc.integer({ min: 700, max: 1700 }),
    )
    const property = fc.asyncProperty(anyLength, fc.nat(999), async (nSamples, seed) => {
      const x = signalOf(nSamples, seed)
      const plan = stransformPlan(nSamples, EXTRA_FLOATS)
      const spectrum = new Float64Array(2 * plan.nBins)
      plan.forward(x, spectrum, 0)
      const sums = new Float64Array(2 * plan.nBins)
      for (let bin = 0; bin < plan.nBins; bin++) {
        const { re, im } = stransformRow(plan, bin, spectrum)
        sums[2 * bin] = re.reduce((sum, value) => sum + value, 0)
        sums[2 * bin + 1] = im.reduce((sum, value) => sum + value, 0)
      }
      const back = new Float64Array(nSamples)
      plan.inverse(sums, 0, back)
      // Sums of n values, n of them: rounding grows with the length.
      expectArraysClose(back, x, { relativeToMax: 1e-14 * (nSamples + 20) })
    })
    await holds(property, 25)
  })

  it('spectra of the S-transform, lengths up to 5000', async () => {
    const property = fc.asyncProperty(fc.integer(LENGTHS), fc.nat(999), async (nSamples, seed) => {
      const x = signalOf(nSamples, seed)
      const plan = stransformPlan(nSamples)
      const [spectrum, back] = [new Float64Array(2 * plan.nBins), new Float64Array(nSamples)]
      plan.forward(x, spectrum, 0)
      plan.inverse(spectrum, 0, back)
      // A prime length goes through a convolution of some 2^14 points.
      expectArraysClose(back, x, { relativeToMax: 1e-12 })
    })
    await holds(property, 60)
  })
})

describe('processes on the CPU engine, nothing shrunk', () => {
  it.each(PROCESSES)('%s', (_, process) => comesBack(process, cpu, 80))
})
