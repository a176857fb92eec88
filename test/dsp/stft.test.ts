/*
 * STFT: silence, some bins of some frames given back, windows refused; box mean against its definition. There and back
 * for random windows, hops and lengths is in test/properties, golden values in reference-spectra.
 */
import { expect, it } from 'vitest'
import { boxMeanRows } from '../../src/dsp/box-mean.ts'
import { stftPlan } from '../../src/dsp/stft.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { EXTRA_FLOATS, stftForward, stftInverse } from '../plan-runs.ts'

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
