// Plan: ticks at round steps enclose all values; one value, and none, still make a scale; a value lies between its ticks.
import { expect, it } from 'vitest'
import { plotScale } from '../../src/ui/sweep/front-scale.ts'

it('encloses the values by round ticks', () => {
  const { ticks, decimals, place } = plotScale([0.191, 0.215, 0.252])
  expect(ticks.map((tick) => tick.toFixed(decimals))).toEqual(['0.18', '0.20', '0.22', '0.24', '0.26'])
  expect(place(0.18)).toBeCloseTo(0, 9)
  expect(place(0.24)).toBeCloseTo(0.75, 9)
})

it.each([[[42]], [[0]], [[]], [[5, 5]]])('makes a scale of %j', (values) => {
  const { ticks, place } = plotScale(values)
  expect(ticks.length).toBeGreaterThan(1)
  for (const value of values) {
    expect(place(value)).toBeGreaterThanOrEqual(0)
    expect(place(value)).toBeLessThanOrEqual(1)
  }
})
