// Plan: traces lie where their values say, in proportion, exactly at their centres; a missing trace leaves a gap as wide as
// it would be; small irregularities leave none; equal values share a place; falling values run to the right too. The map
// and its inverse agree on random headers. Values that cannot be placed say why. Control: even values change nothing.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TracePlaces } from '../../src/core/view.ts'
import { endPositionOf, isInGap, placeTraces, positionOf, traceAt } from '../../src/panels/trace-places.ts'

function placesOf(values: readonly number[]): TracePlaces {
  const places = placeTraces(Float64Array.from(values))
  if (typeof places === 'string') throw new Error(places)
  return places
}

describe('places', () => {
  test('of traces 25 m apart with one missing have a gap of its width', () => {
    // 100 to 225 m: six places for five traces.
    const places = placesOf([100, 125, 150, 200, 225])
    const unit = 5 / 6
    expect([...places.starts].map((start) => start / unit)).toEqual([0, 1, 2, 4, 5].map((k) => expect.closeTo(k, 9)))
    expect([...places.ends].map((end) => end / unit)).toEqual([1, 2, 3, 5, 6].map((k) => expect.closeTo(k, 9)))
    expect(places.pitch).toBeCloseTo(unit, 9)
    expect(places.startValue).toBe(87.5)
    expect(places.valuePerUnit).toBeCloseTo(30, 9)
    expect([2.9, 3.1, 3.9, 4.1].map((k) => isInGap(places, k * unit))).toEqual([false, true, true, false])
    expect(traceAt(places, 3.5 * unit)).toBe(3)
    expect([positionOf(places, 3), endPositionOf(places, 3)]).toEqual([places.starts[3], places.ends[2]])
  })

  test('are where the values are, without gaps where these are a little irregular', () => {
    const values = [3, 13.1, 22.8, 33.4, 43, 52.9]
    const { starts, centres, ends, startValue, valuePerUnit } = placesOf(values)
    values.forEach((value, trace) => {
      expect(startValue + valuePerUnit * centres[trace]!).toBeCloseTo(value, 9)
    })
    expect([...starts.subarray(1)]).toEqual([...ends.subarray(0, -1)])
    expect([starts[0], ends[5]]).toEqual([0, 6])
  })

  test('of falling values run to the right in the order of the traces', () => {
    const [up, down] = [placesOf([-225, -200, -150, -125]), placesOf([225, 200, 150, 125])]
    expect(down.starts).toEqual(up.starts)
    expect(down.valuePerUnit).toBe(-up.valuePerUnit)
    expect(down.startValue).toBe(237.5)
  })

  test('of equal values are side by side', () => {
    const { starts, ends } = placesOf([10, 20, 20, 30])
    expect([...starts]).toEqual([0, 4 / 3, 2, 8 / 3].map((k) => expect.closeTo(k, 9)))
    expect(ends[1]).toBe(starts[2])
  })

  test.each([
    ['missing', [1, Number.NaN, 3]],
    ['unordered', [1, 3, 2]],
    ['unordered', [3, 1, 1, 2]],
    ['equal', [7, 7, 7]],
    ['equal', [7]],
    ['equal', []],
  ] as const)('are not there: %s', (why, values) => {
    expect(placeTraces(Float64Array.from(values))).toBe(why)
  })

  test('control: evenly spaced values are where they are without places', () => {
    const places = placesOf(Array.from({ length: 40 }, (_, j) => 1000 - 12.5 * j))
    for (const at of [-3.25, 0, 0.5, 17, 22.7, 39.99, 40, 41.5]) {
      expect(traceAt(places, at)).toBeCloseTo(at, 9)
      expect(positionOf(places, at)).toBeCloseTo(at, 9)
      expect(traceAt(undefined, at)).toBe(at)
      expect(endPositionOf(undefined, at)).toBe(at)
    }
  })
})

test('positionOf undoes traceAt on any header, except in gaps, and neither turns back', () => {
  const steps = fc.array(fc.constantFrom(0, 0.1, 1, 1, 1, 1.2, 2, 30), { minLength: 2, maxLength: 60 })
  fc.assert(
    fc.property(steps, fc.double({ min: -0.2, max: 1.2, noNaN: true }), (distances, part) => {
      fc.pre(distances.some((distance) => distance > 0))
      let value = -7
      const places = placesOf(distances.map((distance) => (value += distance)).toSpliced(0, 0, -7))
      const nTraces = places.starts.length
      const position = part * nTraces
      const trace = traceAt(places, position)
      if (isInGap(places, position)) {
        expect(endPositionOf(places, trace)).toBeLessThanOrEqual(position)
        expect(positionOf(places, trace)).toBeGreaterThan(position)
      } else expect(positionOf(places, trace)).toBeCloseTo(position, 6)
      expect(traceAt(places, position + 0.01)).toBeGreaterThanOrEqual(trace)
      expect(places.starts.every((start, at) => start < places.ends[at]! && start >= (places.ends[at - 1] ?? 0))).toBe(
        true,
      )
    }),
    { numRuns: 200 },
  )
})
