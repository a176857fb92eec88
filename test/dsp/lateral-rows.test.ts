/**
 * Plan: lateral medians against sorting, for gathers from one trace on, with dead traces, begun at any trace, of apertures
 * narrower than the ring; every trace is found once and in order; the aperture at the ends.
 */
import { expect, it } from 'vitest'
import { LateralRows, lateralAperture } from '../../src/dsp/lateral-rows.ts'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { noise } from '../gathers.ts'
import { medianOf } from '../sorted-medians.ts'

it('shrinks the aperture from both sides, down to two traces', () => {
  const around = (nTraces: number, aperture: number) =>
    Array.from({ length: nTraces }, (_, trace) => {
      const { start, end } = lateralAperture(trace, nTraces, aperture)
      return `${trace - start}+${end - 1 - trace}`
    })
  expect(around(10, 9)).toEqual(['0+2', '1+2', '2+2', '3+3', '4+4', '4+4', '3+3', '2+2', '2+1', '2+0'])
  expect(around(4, 7)).toEqual(['0+2', '1+2', '2+1', '2+0'])
  expect(around(1, 9)).toEqual(['0+0'])
  expect(around(5, 3)).toEqual(['0+1', '1+1', '1+1', '1+1', '1+0'])
})

it.each([1, 2, 3, 8, 30])('takes medians over %i traces', (nTraces) => {
  const nSamples = 5
  const isLive = (trace: number) => trace % 5 !== 2 || nTraces === 3
  const heap = new SimdHeap(8 * (LateralRows.floats(nSamples, 2, 9) + nSamples + 4))
  const lateral = new LateralRows(heap, nSamples, 2, 9)
  const target = heap.floats(nSamples)
  for (const startTrace of [0, Math.floor(nTraces / 2)]) {
    const asked: number[] = []
    lateral.start(startTrace, nTraces)
    for (let trace = startTrace; trace < nTraces; trace++) {
      const { rows } = lateral.moveTo(trace, (t, [, second]) => {
        asked.push(t)
        for (let i = 0; i < nSamples; i++) second![i] = noise(i, t)
        return isLive(t)
      })
      expect(rows[1]![0]).toBe(noise(0, trace))
      for (const aperture of [9, 7]) {
        lateral.median(1, trace, aperture, target)
        const { start, end } = lateralAperture(trace, nTraces, aperture)
        const live = Array.from({ length: end - start }, (_, t) => start + t).filter(isLive)
        expect([...target]).toEqual(
          Array.from(target, (_, i) => (live.length === 0 ? 0 : medianOf(live.map((t) => noise(i, t))))),
        )
      }
    }
    expect(asked).toEqual(Array.from({ length: nTraces - asked[0]! }, (_, t) => asked[0]! + t))
  }
})
