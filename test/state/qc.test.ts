/*
 * Plan: levels are compared in decibels, on both sides, and a gather without a live sample stands out; a figure of the batch
 * is shown where there is one, with the outliers of its kind in gather order; the next mark goes round at the ends.
 */
import { describe, expect, it } from 'vitest'
import { findLevelOutliers, LEAKAGE_LIMIT, NO_SERIES } from '../../src/state/outliers.ts'
import { countDone, nextMark, qcFigures, toggledMark } from '../../src/state/qc.ts'

const NONE = Number.NaN
const usual = Array.from({ length: 20 }, (_, i) => 1 + 0.1 * Math.sin(i))

describe('outliers of the level', () => {
  it('are far from the median in decibels, louder, quieter or silent', () => {
    expect(findLevelOutliers(Float32Array.of(3, ...usual, 0.3, 0, NONE))).toEqual([0, 21, 22])
  })

  it('are none among gathers that are alike, or too few', () => {
    expect(findLevelOutliers(Float32Array.from({ length: 20 }, (_, i) => 1 + 0.01 * (i % 5)))).toEqual([])
    expect(findLevelOutliers(Float32Array.of(1, 1, 50))).toEqual([])
  })
})

describe('the figures shown', () => {
  const rms = Float32Array.of(...usual, 3)
  const removed = Float32Array.of(NONE, 99, ...usual.map((value) => 40 + value), 1)
  const leakage = removed.map(() => 0.1)
  leakage[7] = 0.5
  leakage[3] = 0.4

  it('are those of the batch where it found some', () => {
    expect(qcFigures({ rms, figure: 'removed' }, { removed, leakage }, LEAKAGE_LIMIT)).toEqual({
      figure: 'removed',
      values: removed,
      outliers: [1, 22],
      limit: null,
    })
    const { outliers, limit } = qcFigures({ rms, figure: 'leakage' }, { removed, leakage }, LEAKAGE_LIMIT)
    expect([outliers, limit]).toEqual([[3, 7], LEAKAGE_LIMIT])
  })

  it('are the levels otherwise', () => {
    const { figure, outliers } = qcFigures({ rms, figure: 'leakage' }, NO_SERIES, LEAKAGE_LIMIT)
    expect([figure, outliers]).toEqual(['rms', [20]])
  })
})

it('counts what is computed and what could not be read', () => {
  expect(countDone({ rms: Float32Array.of(1, NONE, 0, NONE), failed: [3] })).toBe(3)
})

it('goes from mark to mark, and round at the ends', () => {
  expect([3, 4, 9].map((gather) => nextMark([4, 8], gather, 1))).toEqual([4, 8, 4])
  expect([3, 4, 9].map((gather) => nextMark([4, 8], gather, -1))).toEqual([8, 8, 8])
  expect(nextMark([], 2, 1)).toBeNull()
})

it('sets and takes away marks in gather order', () => {
  expect(toggledMark([2, 9], 4)).toEqual([2, 4, 9])
  expect(toggledMark([2, 4, 9], 4)).toEqual([2, 9])
})
