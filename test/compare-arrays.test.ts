/*
 * Tests the tester: equal arrays match; a difference is reported with its place, count and size; NaN, lengths,
 * allowed outliers and compared columns are honoured; control: a value just inside the limit passes.
 */
import { describe, expect, it } from 'vitest'
import { compareArrays, expectArraysClose, expectSameBits } from './compare-arrays.ts'

describe('compareArrays', () => {
  it('matches equal arrays, NaN included', () => {
    expect(compareArrays([1, Number.NaN, 0], [1, Number.NaN, -0]).matches).toBe(true)
  })

  it('says where, how many and by how much', () => {
    const comparison = compareArrays([0, 0, 0, 9], [0, 0, 0, 10], { columns: 2, relativeToMax: 0.05 })
    expect(comparison.matches).toBe(false)
    expect(comparison.report).toContain('1 of 4 values')
    expect(comparison.report).toContain('[1, 1]')
    expect(comparison.relativeError).toBeCloseTo(0.1)
  })

  it('passes inside the limit and allows the outliers asked for', () => {
    expect(compareArrays([9.96], [10], { relativeToMax: 0.005 }).matches).toBe(true)
    expect(compareArrays([1, 2, 4], [1, 2, 3], { outliers: 1 }).matches).toBe(true)
  })

  it('looks only at the columns asked for', () => {
    const [actual, expected] = [
      [1, 7, 1, 7],
      [1, 2, 1, 2],
    ]
    expect(compareArrays(actual!, expected!, { columns: 2, compareColumns: [0] }).matches).toBe(true)
    expect(compareArrays(actual!, expected!, { columns: 2 }).nDifferent).toBe(2)
  })

  it('refuses NaN against a number, and other lengths', () => {
    expect(compareArrays([Number.NaN], [0], { absolute: 1 }).matches).toBe(false)
    expect(() => expectArraysClose([1], [1, 2])).toThrow('lengths differ')
  })

  it('compares bits', () => {
    expectSameBits(new Float32Array([1, 2]), new Float32Array([1, 2]))
    expect(() => expectSameBits(new Float32Array([0]), new Float32Array([-0]))).toThrow('byte 3')
  })
})
