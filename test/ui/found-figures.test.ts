/* Plan: what steps find out becomes a curve, bars and facts; a figure that is not there, or not known, is not shown. */
import { expect, it } from 'vitest'
import { curveSentence, foundFigures } from '../../src/ui/inspector/found-figures.ts'

it('a curve of the expected error has the chosen k on it', () => {
  const found = foundFigures({ k: 2, kTried: [1, 2, 4], sure: [0.7, 0.3, 0.5], noise: 'white' })
  expect(found?.curve?.points.map(({ x, y }) => [x, y])).toEqual([
    [0, 1],
    [1 / 3, 0],
    [1, expect.closeTo(0.5)],
  ])
  expect(curveSentence(found!.curve!)).toBe('Expected error for k 1.0 to 4.0, least at 2.0: 0.300')
  expect(found?.facts).toEqual([{ label: 'Noise', value: 'white' }])
})

it('a gather of zeros has a flat curve', () => {
  expect(foundFigures({ k: 1, kTried: [1, 2], sure: [0, 0] })?.curve?.points.map(({ y }) => y)).toEqual([0, 0])
})

it('weights are bars from zero, also where one is negative', () => {
  const found = foundFigures({ methods: ['a', 'b'], weights: [1.5, -0.5], outlierShare: 0.00123 })
  expect(found?.weights).toEqual([
    { method: 'a', weight: 1.5, start: 0.25, length: 0.75 },
    { method: 'b', weight: -0.5, start: 0, length: 0.25 },
  ])
  expect(found?.facts).toEqual([{ label: 'Outliers', value: '0.12\u00a0% of samples' }])
})

it('a k without a curve is a fact', () => {
  expect(foundFigures({ k: 2.6, outlierShare: 0 })?.facts.map(({ value }) => value)).toEqual([
    '2.6',
    '0.00\u00a0% of samples',
  ])
})

it('shows nothing of nothing, and of what it does not know', () => {
  expect(foundFigures({})).toBeNull()
  expect(foundFigures({ another: [1, 2] })).toBeNull()
})
