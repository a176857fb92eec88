/**
 * Plan: the figures that `bench` prints, from times and sizes that are worked out by hand: median and quartiles of odd
 * and even counts, bytes moved, bandwidth, share of the copy; runs that do not count are not counted.
 */
import { expect, test } from 'vitest'
import { repeat } from '../../src/bench/repeat.ts'
import {
  gigabytesPerSecond,
  medianOf,
  movedBytes,
  percentOfCopy,
  quantileOf,
  runTimes,
} from '../../src/bench/statistics.ts'

test('the median does not depend on order, and is the mean of the middle two of an even count', () => {
  expect(medianOf([9, 1, 5])).toBe(5)
  expect(medianOf([4, 1, 3, 2])).toBe(2.5)
  expect(medianOf([7])).toBe(7)
  expect(medianOf([])).toBeNaN()
})

test('quantiles lie between neighbours as in numpy', () => {
  expect(quantileOf([1, 2, 3, 4], 0.25)).toBe(1.75)
  expect(quantileOf([1, 2, 3, 4], 0.75)).toBe(3.25)
  expect(quantileOf([3, 1, 2], 1)).toBe(3)
})

test('one slow run moves the largest, not the median', () => {
  const times = runTimes([10, 10, 10, 10, 500])
  expect(times).toEqual({ n: 5, medianMs: 10, minMs: 10, maxMs: 500, spreadPercent: 0 })
  expect(runTimes([8, 10, 12, 14]).spreadPercent).toBeCloseTo((100 * 3) / 11, 12)
  expect(runTimes([0, 0]).spreadPercent).toBe(0)
})

test('bandwidth counts every sample twice: read once, written once', () => {
  expect(movedBytes(1600, 3000)).toBe(38_400_000)
  expect(gigabytesPerSecond(movedBytes(1600, 3000), 38.4)).toBeCloseTo(1, 12)
  expect(percentOfCopy(20, 5)).toBe(25)
})

test('warm-ups run first and do not count; the least number of runs comes whatever they take', async () => {
  const numbers: number[] = []
  const plan = { warmUpRuns: 2, minRuns: 3, maxRuns: 9, budgetMs: 60_000 }
  const results = await repeat(plan, async (number) => {
    numbers.push(number)
    return number
  })
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(results).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  // No time at all: one warm-up, and the least number of runs.
  expect(await repeat({ ...plan, budgetMs: -1 }, async (number) => number)).toEqual([1, 2, 3])
})

test('a stop between two runs stops', async () => {
  const stop = new AbortController()
  const plan = { warmUpRuns: 0, minRuns: 5, maxRuns: 5, budgetMs: 0 }
  let n = 0
  const run = async () => {
    n += 1
    stop.abort()
  }
  await expect(repeat(plan, run, stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
  expect(n).toBe(1)
})
