/**
 * Plan: the pure arithmetic of the plumbing. Grids cover every row within the longest dimension; pool sizes waste at
 * most a fifth and fall into few classes; timestamps that run backwards count as none; tiles hold
 * whole traces and fit a binding.
 */
import { expect, test } from 'vitest'
import { roundUpBytes } from '../../src/gpu/buffers.ts'
import { gridOf } from '../../src/gpu/recorder.ts'
import { elapsedMs, passesMs } from '../../src/gpu/timing.ts'
import { planTiles } from '../../src/gpu/trace-tiles.ts'

test.each([
  [1, 1, 65535, [1, 1, 1]],
  [64, 65535, 65535, [1, 65535, 1]],
  [65, 65536, 65535, [2, 65535, 2]],
  [3000, 411_000, 65535, [47, 65535, 7]],
  [10, 7, 3, [1, 3, 3]],
])('%i traces and %i rows, at most %i groups: %j', (nTraces, nRows, longest, grid) => {
  expect(gridOf(nTraces, nRows, longest)).toEqual(grid)
  expect(grid[1]! * grid[2]!).toBeGreaterThanOrEqual(nRows)
})

test('pool sizes hold what is asked and waste at most a quarter', () => {
  for (let bytes = 257; bytes < 3_000_000; bytes = Math.ceil(bytes * 1.013)) {
    const size = roundUpBytes(bytes)
    expect(size).toBeGreaterThanOrEqual(bytes)
    expect(size / bytes).toBeLessThanOrEqual(1.25)
    expect(size % 4).toBe(0)
  }
  expect(roundUpBytes(1)).toBe(256)
})

test('time between timestamps', () => {
  expect(elapsedMs(BigUint64Array.of(1_000_000n, 3_500_000n))).toBe(2.5)
  expect(elapsedMs(BigUint64Array.of(5n, 4n))).toBeUndefined()
  expect(elapsedMs(new BigUint64Array(0))).toBeUndefined()
  const passes = BigUint64Array.of(
    1_000_000n,
    2_000_000n,
    2_000_000n,
    6_000_000n,
    7_000_000n,
    6_500_000n,
    8_000_000n,
    9_000_000n,
  )
  expect(passesMs(passes)).toEqual([1, 4, 0, 1])
  expect(elapsedMs(passes)).toBe(8)
})

test('tiles of a gather hold whole traces and fit the binding', () => {
  expect(planTiles(100, 10, 4 * 100 * 4)).toEqual([
    { startTrace: 0, nTraces: 3 },
    { startTrace: 3, nTraces: 3 },
    { startTrace: 6, nTraces: 4 },
  ])
  expect(planTiles(100, 10, 4 * 100 * 10 + 3)).toEqual([{ startTrace: 0, nTraces: 10 }])
  expect(() => planTiles(100, 10, 399)).toThrow('larger than a GPU binding')
})
