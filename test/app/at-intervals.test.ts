/** Plan: the first value goes through at once; of those that follow too soon only the newest, and that always. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { atIntervals } from '../../src/app/at-intervals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('lets through the first and the newest, at intervals', () => {
  const got: number[] = []
  const give = atIntervals<number>(40, (value) => got.push(value))
  for (const value of [1, 2, 3]) give(value)
  expect(got).toEqual([1])
  vi.advanceTimersByTime(40)
  expect(got).toEqual([1, 3])
  give(4)
  vi.advanceTimersByTime(39)
  expect(got).toEqual([1, 3])
  vi.advanceTimersByTime(1)
  expect(got).toEqual([1, 3, 4])
  vi.advanceTimersByTime(100)
  give(5)
  expect(got).toEqual([1, 3, 4, 5])
})
