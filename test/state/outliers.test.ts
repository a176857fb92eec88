/*
 * Plan: a gather above the limit is an outlier however few there are; far from the median counts only where there are
 * enough to say, for energy on both sides and for leakage on the upper one; one outlier does not hide another; gathers that are
 * all alike have none; the worst come first.
 */
import { describe, expect, it } from 'vitest'
import { findOutliers, seriesOf } from '../../src/state/outliers.ts'

const usual = Array.from({ length: 20 }, (_, i) => i / 19 - 0.5)
const series = (removed: readonly number[], leakage: readonly number[]) => ({
  removed: Float32Array.from(removed),
  leakage: Float32Array.from(leakage),
})

describe('findOutliers', () => {
  it('finds what leaks more than the limit among any number of gathers', () => {
    expect(findOutliers(series([50, 50], [0.31, 0.1]))).toEqual([{ gather: 0, reason: 'leakage' }])
    expect(findOutliers(series([50, 5], [0.2, 0.1]))).toEqual([])
    expect(findOutliers(series([50, 5], [0.2, 0.1]), 0.15)).toEqual([{ gather: 0, reason: 'leakage' }])
  })

  it('finds what is far from the median, the worst first, in spite of the others', () => {
    const removed = [90, 10, ...usual.map((part) => 50 + 4 * part), Number.NaN]
    const leakage = [0.15, 0.15, ...usual.map((part) => 0.15 + 0.04 * part), Number.NaN]
    leakage[5] = 0.29
    leakage[6] = 0.01
    leakage[7] = 0.34
    expect(findOutliers(series(removed, leakage))).toEqual([
      { gather: 7, reason: 'leakage' },
      { gather: 0, reason: 'energy' },
      { gather: 1, reason: 'energy' },
      { gather: 5, reason: 'leakage' },
    ])
  })

  it('finds nothing among gathers that are alike but for rounding', () => {
    const alike = usual.map((part) => 50 + 1e-3 * part)
    expect(findOutliers(series([...alike, 50.01], [...alike.map(() => 0.1), 0.101]))).toEqual([])
  })
})

it('puts figures in their places, and keeps those that are there', () => {
  const first = seriesOf([{ gather: 2, energyRemovedPercent: 5, leakage: 0.25 }])
  expect([...first.removed]).toEqual([Number.NaN, Number.NaN, 5])
  const second = seriesOf([{ gather: 0, energyRemovedPercent: null }], first)
  expect([...second.leakage]).toEqual([Number.NaN, Number.NaN, 0.25])
  expect(seriesOf([], second)).toBe(second)
})
