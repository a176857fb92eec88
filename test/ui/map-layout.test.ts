/*
 * Plan: marks of a survey keep its proportions, north up, inside the box; those of a line fill the width; a survey much longer
 * than wide is stretched; gathers outside the range, and those without a place, have none. The nearest mark is found, and none
 * from afar. The ramp has its colours at its ends and between them.
 */
import { describe, expect, it } from 'vitest'
import { gatherAt, mapMarks, rampColour, spanOf } from '../../src/ui/batch/map-layout.ts'

const box = { width: 420, height: 220 }
const all = { startGather: 0, endGather: 4 }

describe('marks', () => {
  it('keep the proportions of a survey, north up', () => {
    const { x, y } = mapMarks({ xs: [0, 100, 0, 100], ys: [0, 0, 100, 100] }, all, box)
    expect([...x]).toEqual([110, 310, 110, 310])
    expect([...y]).toEqual([210, 210, 10, 10])
  })

  it('fill the box where the proportions would make a thread of it', () => {
    const { x, y } = mapMarks({ xs: [0, 9000, 0, 9000], ys: [0, 0, 100, 100] }, all, box)
    expect([...x, ...y]).toEqual([10, 410, 10, 410, 210, 210, 10, 10])
  })

  it('of a line stand side by side, in its direction', () => {
    for (const ys of [null, [7, 7, 7, 7]]) {
      const { x, y, height, width } = mapMarks({ xs: [30, 20, 10, 0], ys }, all, box)
      expect([...x].map(Math.round)).toEqual([410, 277, 143, 10])
      expect([...y]).toEqual([110, 110, 110, 110])
      expect(height).toBeGreaterThan(width)
    }
  })

  it('are of the range alone, and of gathers that have a place', () => {
    const { x } = mapMarks({ xs: [-1e6, 0, Number.NaN, 10], ys: null }, { startGather: 1, endGather: 4 }, box)
    expect([...x]).toEqual([Number.NaN, 10, Number.NaN, 410])
  })
})

it('the nearest mark is meant, unless it is far', () => {
  const marks = mapMarks({ xs: [0, 100, 0, 100], ys: [0, 0, 100, 100] }, all, box)
  expect(gatherAt(marks, 305, 15)).toBe(3)
  expect(gatherAt(marks, 200, 100)).toBeNull()
  const line = mapMarks({ xs: [0, 10, 20, 30], ys: null }, all, box)
  expect(gatherAt(line, 145, 125)).toBe(1)
})

it('a ramp goes through its colours', () => {
  const ramp = ['#000000', '#ff8000', '#ffffff']
  expect([-1, 0, 0.25, 0.5, 1, 2].map((share) => rampColour(ramp, share))).toEqual([
    '#000000',
    '#000000',
    '#804000',
    '#ff8000',
    '#ffffff',
    '#ffffff',
  ])
  expect(spanOf([Number.NaN], 0, 1)).toEqual({ least: 0, range: 0 })
})
