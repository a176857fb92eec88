// Plan: each trace of the view gets a dot at its centre and at its value; missing values leave gaps and are
// counted; dots stay bounded when many traces share a pixel, and still reach the extremes. Control: no values.
import { expect, test } from 'vitest'
import { headerStrip, headerY, STRIP_PADDING } from '../../src/panels/header-strip.ts'

test('dots stand above their traces, larger values higher, gaps left out and counted', () => {
  const strip = headerStrip(Float64Array.of(0, 10, Number.NaN, 20), { startTrace: 0, endTrace: 4 }, 40, 48)
  expect(strip.range).toEqual([0, 20])
  expect(strip.nMissing).toBe(1)
  expect([...strip.dots]).toEqual([5, 44, 15, 24, 35, 4])
})

test('the scale belongs to the gather, not to the view', () => {
  const strip = headerStrip(Float64Array.of(0, 10, 10, 20), { startTrace: 1, endTrace: 3 }, 40, 48)
  expect(strip.range).toEqual([0, 20])
  expect([...strip.dots]).toEqual([10, 24, 30, 24])
})

test('3000 traces in 100 px give two dots a column, the lowest and the highest', () => {
  const values = Float64Array.from({ length: 3000 }, (_, trace) => trace % 30)
  const strip = headerStrip(values, { startTrace: 0, endTrace: 3000 }, 100, 48)
  expect(strip.dots.length).toBe(100 * 2 * 2)
  const heights = new Set(strip.dots.filter((_, i) => i % 2 === 1))
  expect(heights).toEqual(new Set([headerY(0, [0, 29], 48), headerY(29, [0, 29], 48)]))
  expect(headerY(29, [0, 29], 48)).toBe(STRIP_PADDING)
})

test('one value lies in the middle; no values give no dots', () => {
  expect([...headerStrip(Float64Array.of(7, 7), { startTrace: 0, endTrace: 2 }, 20, 40).dots]).toEqual([5, 20, 15, 20])
  const none = headerStrip(Float64Array.of(Number.NaN), { startTrace: 0, endTrace: 1 }, 20, 40)
  expect(none).toEqual({ range: null, dots: new Float32Array(0), nMissing: 1 })
})
