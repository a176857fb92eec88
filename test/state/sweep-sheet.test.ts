/*
 * Plan: values lie on the slider's steps, odd where they must be, each once; choices and flags from place to place; the grid
 * goes row by row and leaves other steps alone; the axis that keeps the forward transform is run fastest; ranks scale both
 * figures to the sheet and follow the weight, and what was not measured has none; the front is what nothing beats on both;
 * gathers are spread and leave one out; two chains that differ in nothing but swept values make the same sheet.
 */
import { expect, it } from 'vitest'
import { parseRecipe } from '../../src/processes/recipe.ts'
import type { NumberParam } from '../../src/processes/schema.ts'
import type { ChainItem } from '../../src/state/recipe.ts'
import {
  axisFormOf,
  axisValues,
  rankCells,
  runOrder,
  spreadGathers,
  sweepAxes,
  sweepBase,
  sweepGrid,
  sweepParams,
} from '../../src/state/sweep-sheet.ts'

const { steps } = parseRecipe({
  format: 'seisproc-recipe/1',
  name: '',
  steps: [{ process: 'tf-denoise', k: 3.2 }, { process: 'wavelet-denoise' }],
})
const items: readonly ChainItem[] = steps.map((step, i) => ({ id: `step-${i}`, isEnabled: true, step }))
const paramOf = (stepId: string, key: string) =>
  sweepParams(items).find((one) => one.stepId === stepId && one.param.key === key)!
const form = (stepId: string, key: string, low: number, high: number, count = 2) => ({ stepId, key, low, high, count })

it('puts values on the steps of the slider, odd where they must be, each once', () => {
  const { param: k } = paramOf('step-0', 'k')
  expect(axisValues(k, form('step-0', 'k', 1.2, 2.4, 4))).toEqual([1.2, 1.6, 2, 2.4])
  expect(axisValues(k, form('step-0', 'k', 2, 2.1, 5))).toHaveLength(2)
  const { param: aperture } = paramOf('step-0', 'aperture')
  expect(axisValues(aperture, form('step-0', 'aperture', 5, 21, 4))).toEqual([5, 11, 15, 21])
  const narrow: NumberParam = { ...(k as NumberParam), min: 0, max: 1, minIsExclusive: true, sliderStep: 0.1 }
  expect(axisValues(narrow, form('', '', 0, 1, 2))).toEqual([0.1, 1])
})

it('takes choices and flags by their places', () => {
  const { param: rule } = paramOf('step-1', 'rule')
  expect(axisValues(rule, form('step-1', 'rule', 1, 0))).toEqual(['soft', 'hard'])
  expect(axisFormOf(paramOf('step-1', 'rule'), 'hard')).toMatchObject({ low: 0, high: 2 })
  expect(axisFormOf(paramOf('step-0', 'k'), 3.2)).toMatchObject({ low: 1.6, high: 6.4 })
})

it('makes every combination, row by row, and leaves the rest of the chain alone', () => {
  const axes = sweepAxes(items, [form('step-0', 'k', 2, 3), form('step-1', 'k', 1, 4)])
  const grid = sweepGrid(items, axes)
  expect(grid.map(({ values }) => values)).toEqual([
    [2, 1],
    [3, 1],
    [2, 4],
    [3, 4],
  ])
  expect(grid[3]?.recipe.steps).toEqual([
    { ...steps[0], k: 3 },
    { ...steps[1], k: 4 },
  ])
  expect(sweepGrid(items, axes.slice(0, 1))).toHaveLength(2)
  expect(sweepGrid(items, [])).toEqual([])
})

it('runs fastest along what keeps the forward transform', () => {
  const [level, k] = [form('step-1', 'level', 2, 4), form('step-1', 'k', 1, 4)]
  expect(runOrder(4, sweepAxes(items, [k, level]))).toEqual([0, 1, 2, 3])
  expect(runOrder(4, sweepAxes(items, [level, k]))).toEqual([0, 2, 1, 3])
})

it('ranks by both figures scaled to the sheet, and finds the front', () => {
  const cells = [
    { energyRemovedPercent: 40, leakage: 0.1 },
    { energyRemovedPercent: 60, leakage: 0.3 },
    { energyRemovedPercent: 58, leakage: 0.15 },
    { energyRemovedPercent: 39, leakage: 0.2 },
    { energyRemovedPercent: null, leakage: null },
  ]
  expect(rankCells(cells, 0.5).map((one) => one?.rank ?? null)).toEqual([2, 3, 1, 4, null])
  expect(rankCells(cells, 0).map((one) => one?.rank ?? null)).toEqual([3, 1, 2, 4, null])
  expect(rankCells(cells, 1).map((one) => one?.rank ?? null)).toEqual([1, 4, 2, 3, null])
  expect(rankCells(cells, 0.5).map((one) => one?.isOnFront ?? null)).toEqual([true, true, true, false, null])
  const same = { energyRemovedPercent: 5, leakage: 0.2 }
  expect(rankCells([same, same], 0.5)).toEqual([
    { rank: 1, isOnFront: true },
    { rank: 2, isOnFront: true },
  ])
})

it('spreads gathers over the dataset, without the one that was swept', () => {
  expect(spreadGathers(100, 50, 5)).toEqual([9, 29, 49, 70, 90])
  expect(spreadGathers(3, 0, 5)).toEqual([1, 2])
  expect(spreadGathers(1, 0, 5)).toEqual([])
})

it('tells chains apart by all but what is swept', () => {
  const axes = sweepAxes(items, [form('step-0', 'k', 2, 3)])
  const changed = (key: string, value: number): readonly ChainItem[] =>
    items.map((item, i) => (i === 0 ? { ...item, step: { ...item.step, [key]: value } } : item))
  expect(sweepBase(changed('k', 9), axes)).toBe(sweepBase(items, axes))
  expect(sweepBase(changed('aperture', 13), axes)).not.toBe(sweepBase(items, axes))
})
