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
import { EXTRA_FLOATS, stftForward, stftInverse } from '../plan-runs.ts'

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
      const plan = stftPlan(request, EXTRA_FLOATS)
      expect(plan.nFrames).toBe(Math.ceil(request.nSamples / request.hopSamples) + 1)
      const x = Float64Array.from({ length: request.nSamples }, (_, i) => Math.sin(0.7 * i) + Math.cos(i * i))
      const back = stftInverse(plan, stftForward(plan, x))
      // A hop near the window's length leaves weights down to 1e-10 (the NOLA limit): rounding grows by their root.
      const loss = request.hopSamples > request.windowSamples / 2 ? 1e5 : 1
      expectArraysClose(back, x, { relativeToMax: 1e-13 * loss, absolute: 1e-13 * loss })
    }),
    { numRuns: 150 },
  )
})

it('keeps silence silent', () => {
  const plan = stftPlan({ nSamples: 50, windowSamples: 32, hopSamples: 8, boundary: 'zeros' }, EXTRA_FLOATS)
  // After a trace that was not: nothing of it is left.
  expect(stftForward(plan, new Float64Array(50).fill(1)).some((value) => value !== 0)).toBe(true)
  expect(stftForward(plan, new Float64Array(50)).every((value) => value === 0)).toBe(true)
})

it('gives back some bins of some frames as all bins of all frames with zeros for the rest', () => {
  const plan = stftPlan({ nSamples: 90, windowSamples: 20, hopSamples: 7, boundary: 'zeros' }, EXTRA_FLOATS)
  const { nBins, nFrames, heap } = plan
  const value = (bin: number, frame: number) => Math.sin(3 * bin + 7 * frame + 1)
  const frames = heap.ints(5)
  frames.set([1, 4, 5, 11, 13])
  for (const nListed of [1, 4, 5]) {
    for (const [startBin, endBin] of [
      [0, nBins],
      [2, 5],
      [0, 1],
      [nBins - 1, nBins],
    ] as const) {
      const all = new Float64Array(2 * nBins * nFrames)
      const lanes = nListed + (nListed % 2)
      const [re, im] = [heap.floats((endBin - startBin) * lanes), heap.floats((endBin - startBin) * lanes)]
      for (let bin = startBin; bin < endBin; bin++) {
        for (let lane = 0; lane < nListed; lane++) {
          const at = 2 * (bin * nFrames + frames[lane]!)
          const isReal = bin === 0 || bin === nBins - 1
          all[at] = re[(bin - startBin) * lanes + lane] = value(bin, lane)
          all[at + 1] = im[(bin - startBin) * lanes + lane] = isReal ? 0 : value(lane, bin)
        }
      }
      const expected = stftInverse(plan, all)
      plan.signal.fill(0)
      plan.inverse({ re, im }, startBin, endBin, frames, nListed)
      expectArraysClose(plan.signal, expected, { relativeToMax: 1e-13 }, `${nListed} frames, bins from ${startBin}`)
    }
  }
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
