// Plan: the weights of every pixel add up to 1; neighbouring pixels share a border sample by area; zoomed in, a
// pixel has the nearest sample alone; reads stay bounded; nothing outside the data is read. By hand and on random
// views against a brute-force box filter.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COVERAGE_WORDS, MAX_READS, pixelCoverage } from '../../src/panels/pixel-coverage.ts'

interface Read {
  readonly index: number
  readonly weight: number
}

function readsOf(start: number, end: number, count: number, nPixels: number, isSmooth = false): Read[][] {
  const { words, weights } = pixelCoverage(start, end, count, nPixels, isSmooth)
  return Array.from({ length: nPixels }, (_, pixel) => {
    const at = pixel * COVERAGE_WORDS
    const reads = words[at + 1]!
    return Array.from({ length: reads }, (_, k) => ({
      index: words[at]! + k * words[at + 2]!,
      weight: weights[at + (k === 0 ? 3 : k === reads - 1 ? 5 : 4)]!,
    }))
  })
}

test('three samples in two pixels: the middle one belongs half to each', () => {
  const third = Math.fround(1 / 1.5)
  const sixth = Math.fround(0.5 / 1.5)
  expect(readsOf(0, 3, 3, 2)).toEqual([
    [
      { index: 0, weight: third },
      { index: 1, weight: sixth },
    ],
    [
      { index: 1, weight: sixth },
      { index: 2, weight: third },
    ],
  ])
})

test('three pixels a sample: each sample three times, alone', () => {
  expect(readsOf(5, 7, 100, 6).map((reads) => reads.map(({ index, weight }) => [index, weight]))).toEqual(
    [5, 5, 5, 6, 6, 6].map((index) => [[index, 1]]),
  )
})

test('smooth, four pixels a sample: linear from centre to centre, constant beyond the first and last', () => {
  const all = (reads: Read[][]) => reads.map((each) => each.map(({ index, weight }) => [index, weight]))
  const smooth = readsOf(0, 2, 2, 8, true)
  expect(all(smooth.slice(0, 2))).toEqual([[[0, 1]], [[0, 1]]])
  expect(all(smooth.slice(2, 6))).toEqual(
    [0.125, 0.375, 0.625, 0.875].map((part) => [
      [0, 1 - part],
      [1, part],
    ]),
  )
  expect(all(smooth.slice(6))).toEqual([[[1, 1]], [[1, 1]]])
  expect(readsOf(0, 60, 60, 7, true), 'samples that share a pixel are not touched by it').toEqual(readsOf(0, 60, 60, 7))
})

test('borders that rounding misses by a hair do not pull in a neighbour', () => {
  // 0.1 * 3 is 0.30000000000000004: ten pixels of 3 samples from sample 0.3 * 10.
  for (const reads of readsOf(0.1 * 30, 0.1 * 30 + 30, 100, 10)) expect(reads).toHaveLength(3)
})

test('beyond 64 samples a pixel every n-th is read, with equal weights', () => {
  const [reads] = readsOf(0, 1000, 1000, 1)
  expect(reads?.length).toBeLessThanOrEqual(MAX_READS)
  expect(reads?.length).toBeGreaterThan(MAX_READS / 2)
  expect(reads?.at(-1)?.index).toBeGreaterThan(1000 - 17)
  expect(new Set(reads?.map(({ weight }) => weight)).size).toBe(1)
})

test('a pixel outside the data reads nothing', () => {
  expect(readsOf(8, 12, 10, 4).map((reads) => reads.length)).toEqual([1, 1, 0, 0])
  expect(readsOf(-4, 16, 10, 4).map((reads) => reads.length)).toEqual([1, 5, 4, 0])
})

test('any view equals the box filter by brute force, and never reads outside', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 60 }),
      (count, from, part, nPixels) => {
        const length = Math.max(part * count, Math.min(4, count))
        const start = from * (count - length)
        const step = length / nPixels
        fc.pre(step <= MAX_READS - 1)
        readsOf(start, start + length, count, nPixels).forEach((reads, pixel) => {
          const sum = reads.reduce((total, { weight }) => total + weight, 0)
          // Up to 64 float32 weights.
          expect(Math.abs(sum - 1)).toBeLessThan(1e-5)
          for (const { index, weight } of reads) {
            expect(index).toBeLessThan(count)
            if (step <= 1) continue
            const overlap = Math.min(start + (pixel + 1) * step, index + 1) - Math.max(start + pixel * step, index)
            // Edges may move by a millionth of a sample; weights are float32.
            expect(Math.abs(weight - overlap / step)).toBeLessThan(4e-6)
          }
        })
      },
    ),
  )
})
