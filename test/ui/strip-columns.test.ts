/** Plan: columns hold the least, greatest and mean of their gathers, whole or part of the dataset, finished or not; columns without a figure
 * are told as runs; marks that would lie on each other are one. */
import { describe, expect, it } from 'vitest'
import { gapsOf, spreadMarks, stripColumns } from '../../src/ui/strips/strip-columns.ts'

const NONE = Number.NaN
const figures = Float32Array.of(1, 3, NONE, 5, 9, NONE)

describe('columns', () => {
  it('hold the gathers that fall into them', () => {
    const { least, greatest, mean } = stripColumns(figures, { startGather: 0, endGather: 6 }, 3)
    expect([...least]).toEqual([1, 5, 9])
    expect([...greatest]).toEqual([3, 5, 9])
    expect([...mean]).toEqual([2, 5, 9])
  })

  it('of a range begin with its first gather; what is not finished is empty', () => {
    const { mean } = stripColumns(figures, { startGather: 3, endGather: 8 }, 5)
    expect([...mean]).toEqual([5, 9, NONE, NONE, NONE])
  })

  it('repeat a gather where there are more columns than gathers', () => {
    expect([...stripColumns(figures, { startGather: 0, endGather: 2 }, 4).mean]).toEqual([1, 1, 3, 3])
  })
})

it('tells the runs of columns without a figure', () => {
  const range = { startGather: 0, endGather: 8 }
  expect(gapsOf(stripColumns(Float32Array.of(NONE, 1, 2, NONE, NONE, 3), range, 8))).toEqual([
    [0, 1],
    [3, 5],
    [6, 8],
  ])
})

it('spreads marks over the strip', () => {
  expect(spreadMarks([0, 1, 40, 41, 42, 99], 100, 10)).toEqual([0, 40, 99])
  expect(spreadMarks([1, 2, 3], 5, 10)).toEqual([1, 2, 3])
})
