/*
 * Medians against sorting, bit for bit (both take the same one or two values): of many magnitudes, where buckets narrow
 * them down - random, tied, sorted, constant, of very different sizes, with signs, odd and even counts on both sides of
 * the limit; over rows, for every number of them, in the ring of an aperture. Control: an even count takes the mean.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { medianAbsolute } from '../../src/dsp/median.ts'
import { NeighbourRows } from '../../src/dsp/neighbour-rows.ts'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { medianOf, slidingMedianMad } from '../sorted-medians.ts'

const heap = new SimdHeap(2 ** 24)
const [values, scratch] = [heap.floats(200_000), heap.floats(200_000)]

function medianOfMagnitudes(x: ArrayLike<number>, start = 0): number {
  values.set(x, start)
  return medianAbsolute(heap, values, start, x.length, scratch)
}

const number = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.double({ min: -1e30, max: 1e30, noNaN: true }),
  fc.double({ min: -1e-30, max: 1e-30, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
)

it('finds the median of magnitudes', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 300 }), fc.nat(3), (x, start) => {
      expect(medianOfMagnitudes(x, start)).toBe(medianOf(x.map(Math.abs)))
    }),
    { numRuns: 400 },
  )
})

it('finds it on both sides of the limit, among ties, far-off values and zeros', () => {
  for (const n of [1, 2, 3, 62, 63, 64, 65, 66, 127, 128, 1601]) {
    const kinds: readonly ((i: number) => number)[] = [
      (i) => i,
      (i) => n - i,
      () => 7,
      () => 0,
      (i) => (i % 2 === 0 ? 1 : 2),
      (i) => (i < n / 2 ? 1 : 1e200),
      (i) => (i <= n / 2 ? 1e-200 : 1),
      (i) => Math.sin(i * i) * 10 ** (i % 40),
    ]
    for (const [kind, make] of kinds.entries()) {
      const x = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -1 : 1) * make(i))
      expect(medianOfMagnitudes(x), `kind ${kind} of ${n}`).toBe(medianOf(x.map(Math.abs)))
    }
  }
})

it('is quick on sorted and constant input, and NaN on nothing', () => {
  const n = 199_999
  expect(medianOfMagnitudes(Float64Array.from({ length: n }, (_, i) => i))).toBe(99_999)
  expect(medianOfMagnitudes(new Float64Array(n).fill(7))).toBe(7)
  expect(medianOfMagnitudes([])).toBeNaN()
})

it('control: an even count takes the mean of the middle two', () => {
  expect(medianOfMagnitudes([9, -1, 2, 4])).toBe(3)
})

it('measures each trace among its neighbours, fewer at the ends, for every aperture', () => {
  const nCells = 5
  for (let aperture = 1; aperture <= 31; aperture += 2) {
    for (const nTraces of [1, 2, aperture, aperture + 5]) {
      const ringHeap = new SimdHeap(2 ** 20)
      const rows = new NeighbourRows(ringHeap, nCells, aperture, () => ({ values: ringHeap.floats(nCells) }))
      // Both signs, ties, zeros.
      const value = (trace: number, cell: number) =>
        cell === 0 ? trace % 3 : cell === 1 ? 0 : Math.sin(trace * trace + cell) * 10 ** (trace % 5)
      const found: number[] = []
      for (let trace = 0; trace < nTraces; trace++) {
        const row = rows.measure(trace, nTraces, (of, { values: cells }) => {
          found.push(of)
          for (let cell = 0; cell < nCells; cell++) cells[cell] = value(of, cell)
        })
        expect(row.values[3]).toBe(value(trace, 3))
        for (let cell = 0; cell < nCells; cell++) {
          const across = Array.from({ length: nTraces }, (_, of) => value(of, cell))
          const expected = slidingMedianMad(across, aperture)
          const place = `trace ${trace} of ${nTraces}, aperture ${aperture}, cell ${cell}`
          expect(rows.median[cell], `median, ${place}`).toBe(expected.median[trace])
          expect(rows.mad[cell], `MAD, ${place}`).toBe(expected.mad[trace])
        }
      }
      expect(found).toEqual(Array.from({ length: nTraces }, (_, trace) => trace))
    }
  }
})
