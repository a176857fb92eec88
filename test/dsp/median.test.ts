/*
 * Medians against sorting: quickselect on random, tied, sorted and constant values; sliding median and MAD for every
 * aperture against the definition, bit for bit (both take the same two values). Control: even counts take the mean.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { medianAbsolute, medianInPlace, selectInPlace, slidingMedianMad } from '../../src/dsp/median.ts'
import { medianMadOfRows, suspectsOfSeven } from '../../src/dsp/median-of-rows.ts'
import { expectSameBits } from '../compare-arrays.ts'

const values = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e30, max: 1e30, noNaN: true })), {
  minLength: 1,
  maxLength: 60,
})

function bySorting(x: readonly number[]): number {
  const sorted = x.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function madOf(values: Float64Array, median: number): number {
  return medianAbsolute(
    values.map((value) => value - median),
    0,
    values.length,
    new Float64Array(values.length),
  )
}

it('finds the median and every rank', () => {
  fc.assert(
    fc.property(values, (x) => {
      expect(medianInPlace(Float64Array.from(x), x.length)).toBeCloseTo(bySorting(x), 12)
      const sorted = x.toSorted((a, b) => a - b)
      const rank = x.length >> 2
      expect(selectInPlace(Float64Array.from(x), x.length, rank) === sorted[rank]).toBe(true)
    }),
  )
})

it('is quick on sorted and constant input, and NaN on nothing', () => {
  const n = 200_001
  expect(
    medianInPlace(
      Float64Array.from({ length: n }, (_, i) => i),
      n,
    ),
  ).toBe(100_000)
  expect(medianInPlace(new Float64Array(n).fill(7), n)).toBe(7)
  expect(medianInPlace(new Float64Array(0), 0)).toBeNaN()
})

it('control: an even count takes the mean of the middle two', () => {
  expect(medianInPlace(Float64Array.from([9, 1, 2, 4]), 4)).toBe(3)
})

it('slides along a row as the definition does, shrinking at the ends', () => {
  const aperture = fc.integer({ min: 0, max: 15 }).map((half) => 2 * half + 1)
  fc.assert(
    fc.property(values, aperture, (x, width) => {
      const start = 3
      const row = Float64Array.from([0, 0, 0, ...x.map(Math.abs)])
      const [median, mad] = [row.slice(), row.slice()]
      slidingMedianMad(row, start, x.length, width, median, mad, new Float64Array(width))
      const half = (width - 1) / 2
      const expected = x.map((_, j) => {
        const window = [...row.slice(start + Math.max(0, j - half), start + Math.min(x.length, j + half + 1))]
        const centre = bySorting(window)
        return [centre, bySorting(window.map((value) => Math.abs(value - centre)))]
      })
      expectSameBits(
        median.slice(start),
        Float64Array.from(expected, ([centre]) => centre!),
      )
      expectSameBits(
        mad.slice(start),
        Float64Array.from(expected, ([, spread]) => spread!),
      )
    }),
  )
})

it('finds over rows, with their order carried along, what it finds along them, for every count of rows', () => {
  const nColumns = 40
  for (let nRows = 1; nRows <= 31; nRows++) {
    // Smooth rows that cross, with ties and zeros among them.
    const rows = Float64Array.from({ length: nRows * nColumns }, (_, i) => {
      const [row, column] = [Math.floor(i / nColumns), i % nColumns]
      return column % 9 === 0 ? row % 3 : Math.abs(Math.sin(0.3 * column * (1 + (row % 5)) + row))
    })
    const starts = Int32Array.from({ length: nRows }, (_, row) => row * nColumns)
    const [median, mad] = [new Float64Array(nColumns), new Float64Array(nColumns)]
    const columns = Int32Array.from({ length: nColumns }, (_, column) => column)
    medianMadOfRows(rows, starts, nRows, columns, nColumns, median, mad)
    for (let column = 0; column < nColumns; column++) {
      const values = Float64Array.from(starts, (start) => rows[start + column]!)
      expect(median[column]).toBe(medianInPlace(values.slice(), nRows))
      expect(mad[column]).toBe(madOf(values, median[column]!))
    }
  }
})

it('suspects every value that stands out of seven rows, and few others', () => {
  const nColumns = 2000
  const rows = Float64Array.from({ length: 7 * nColumns }, (_, i) => {
    const [row, column] = [Math.floor(i / nColumns), i % nColumns]
    return column % 50 === 0 ? row % 3 : Math.abs(Math.sin(0.05 * column * (1 + row) + row) + Math.sin(0.07 * column))
  })
  const starts = Int32Array.from({ length: 7 }, (_, row) => row * nColumns)
  for (const factor of [0.3, 1.1, 1.4826, 3, 10]) {
    for (const centre of starts) {
      const suspects = new Int32Array(nColumns)
      const listed = new Set(suspects.subarray(0, suspectsOfSeven(rows, starts, centre, nColumns, factor, suspects)))
      let nOutliers = 0
      for (let column = 0; column < nColumns; column++) {
        const values = Float64Array.from(starts, (start) => rows[start + column]!)
        const median = medianInPlace(values.slice(), 7)
        const isOutlier = Math.abs(rows[centre + column]! - median) > factor * madOf(values, median)
        if (isOutlier) nOutliers++
        if (isOutlier) expect(listed.has(column), `column ${column}`).toBe(true)
      }
      // Ties leave a fiftieth of the columns undecided.
      expect(listed.size).toBeLessThanOrEqual(nOutliers + nColumns / 50)
    }
  }
})
