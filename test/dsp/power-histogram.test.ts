/**
 * Plan: quantiles and means of exponentially distributed powers against those of the sorted values, at any scale; parts
 * add up; zeros are not counted; nothing counted gives 0.
 */
import { expect, it } from 'vitest'
import { PowerHistogram } from '../../src/dsp/power-histogram.ts'
import { noise } from '../gathers.ts'

const powers = (scale: number) => Array.from({ length: 4000 }, (_, i) => scale * -Math.log(0.5 + 0.4999 * noise(i, 0)))

it.each([1e-12, 1, 3e20])('finds quantiles and mean of powers of about %d', (scale) => {
  const histogram = new PowerHistogram(2)
  const values = powers(scale)
  for (const value of values) histogram.add(1, value)
  const sorted = values.toSorted((a, b) => a - b)
  for (const q of [0.1, 0.35, 0.5, 0.9]) {
    const exact = sorted[Math.round(q * (sorted.length - 1))]!
    expect(Math.abs(histogram.quantile(1, q) / exact - 1)).toBeLessThan(0.01)
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  expect(Math.abs(histogram.mean(1) / mean - 1)).toBeLessThan(0.01)
  expect([histogram.quantile(0, 0.5), histogram.mean(0)]).toEqual([0, 0])
})

it('adds up parts to the counts of the whole, and leaves zeros out', () => {
  const whole = new PowerHistogram(1)
  const parts = new PowerHistogram(1)
  for (const half of [powers(1).slice(0, 1500), powers(1).slice(1500)]) {
    const part = new PowerHistogram(1)
    for (const value of half) part.add(0, value)
    parts.merge(part)
  }
  for (const value of [...powers(1), 0, 0, 0]) whole.add(0, value)
  expect(parts.counts).toEqual(whole.counts)
  expect(whole.counts.reduce((sum, count) => sum + count, 0)).toBe(4000)
})
