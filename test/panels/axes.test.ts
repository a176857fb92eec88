// Plan: ticks lie on round values at the right pixels, labels keep their distance at any zoom, numbers are written
// as the design asks. Checked by hand on the design's own example (1600 ms in 575 px: labels every 200) and as a
// property on random views.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  headerTicks,
  MIN_TIME_LABEL_SPACING,
  MIN_TRACE_LABEL_SPACING,
  niceStep,
  timeTicks,
  traceTicks,
} from '../../src/panels/axes.ts'
import { formatNumber } from '../../src/panels/number-format.ts'

describe('time ticks', () => {
  test('of 800 samples at 2 ms in 575 px are labelled every 200 ms with minor ticks every 50', () => {
    const ticks = timeTicks({ startSample: 0, endSample: 800 }, 2, 575)
    expect(ticks.filter(({ label }) => label !== null).map(({ label }) => label)).toEqual([
      '0',
      '200',
      '400',
      '600',
      '800',
      '1\u2009000',
      '1\u2009200',
      '1\u2009400',
    ])
    expect(ticks.map(({ value }) => value)).toEqual(Array.from({ length: 32 }, (_, i) => 50 * i))
    // 200 ms is sample 100, whose centre is at 100.5 of 800 samples.
    expect(ticks[4]?.position).toBeCloseTo((100.5 / 800) * 575, 9)
  })

  test('at the closest zoom are at the centres of samples, with the decimals of the interval', () => {
    const ticks = timeTicks({ startSample: 10, endSample: 14 }, 0.5, 400)
    expect(ticks.map(({ label }) => label)).toEqual(['5.0', '5.5', '6.0', '6.5'])
    expect(ticks.map(({ position }) => position)).toEqual([50, 150, 250, 350])
  })

  test('keep their labels apart and their values round, whatever is seen', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 4, max: 20_000, noNaN: true }),
        fc.constantFrom(0.25, 0.5, 1, 2, 4, 8),
        fc.integer({ min: 120, max: 2000 }),
        (startSample, length, intervalMs, height) => {
          const ticks = timeTicks({ startSample, endSample: startSample + length }, intervalMs, height)
          const major = ticks.filter(({ label }) => label !== null)
          expect(ticks.length).toBeLessThanOrEqual(height / 4 + 2)
          for (const { position } of ticks) {
            expect(position).toBeGreaterThanOrEqual(-1e-6)
            expect(position).toBeLessThanOrEqual(height + 1e-6)
          }
          for (let i = 1; i < major.length; i++)
            expect(major[i]!.position - major[i - 1]!.position).toBeGreaterThan(MIN_TIME_LABEL_SPACING - 1e-6)
          expect(new Set(major.map(({ label }) => label)).size).toBe(major.length)
        },
      ),
    )
  })
})

describe('trace ticks', () => {
  test('count from one, at the centres of traces, at least 48 px apart', () => {
    const ticks = traceTicks({ startTrace: 0, endTrace: 480 }, 345)
    expect(ticks.map(({ label }) => label)).toEqual(['100', '200', '300', '400'])
    expect(ticks[0]?.position).toBeCloseTo((99.5 / 480) * 345, 9)
    expect(ticks[1]!.position - ticks[0]!.position).toBeGreaterThanOrEqual(MIN_TRACE_LABEL_SPACING)
  })

  test('never stand between two traces', () => {
    const ticks = traceTicks({ startTrace: 0, endTrace: 4 }, 800, 101)
    expect(ticks.map(({ value, position }) => [value, position])).toEqual([
      [101, 100],
      [102, 300],
      [103, 500],
      [104, 700],
    ])
  })
})

test('steps are 1, 2 or 5 times a power of ten, never below what was asked', () => {
  const cases = [
    [0.03, 0.05],
    [0.2, 0.2],
    [1, 1],
    [1.1, 2],
    [2.5, 5],
    [7, 10],
    [48, 50],
    [501, 1000],
  ]
  for (const [asked, step] of cases) expect(niceStep(asked!)).toBe(step)
})

describe('numbers', () => {
  test('have thin spaces, true minus and fixed decimals', () => {
    expect(formatNumber(1234567)).toBe('1\u2009234\u2009567')
    expect(formatNumber(-0.7314, 2)).toBe('\u22120.73')
    expect(formatNumber(-0.001, 1)).toBe('0.0')
    expect(formatNumber(-1000.5, 1)).toBe('\u22121\u2009000.5')
    expect(formatNumber(999)).toBe('999')
    expect(formatNumber(Number.NaN)).toBe('–')
  })
})

describe('header ticks', () => {
  const viewport = { startTrace: 0, endTrace: 100 }

  test('stand at the traces with their values', () => {
    const ticks = headerTicks(
      viewport,
      500,
      Float64Array.from({ length: 100 }, (_, j) => 25 * j - 250),
    )
    expect(ticks.map(({ value }) => value)).toEqual(traceTicks(viewport, 500).map(({ value }) => value))
    expect(ticks[0]).toEqual({ position: 47.5, value: 10, label: '\u221225' })
  })

  test('are further apart where values are long, and have three digits where they are not whole', () => {
    const long = headerTicks(
      viewport,
      500,
      Float64Array.from({ length: 100 }, (_, j) => 123_456_789 + j),
    )
    expect(long.map(({ label }) => label)).toEqual([
      '123\u2009456\u2009808',
      '123\u2009456\u2009828',
      '123\u2009456\u2009848',
      '123\u2009456\u2009868',
      '123\u2009456\u2009888',
    ])
    const broken = headerTicks(
      viewport,
      500,
      Float64Array.from({ length: 100 }, (_, j) => (j === 39 ? Number.NaN : j / 7)),
    )
    expect(broken.map(({ label }) => label)).toEqual([
      '1.3',
      '2.7',
      '4.1',
      '–',
      '7.0',
      '8.4',
      '9.9',
      '11.3',
      '12.7',
      '14.1',
    ])
  })
})
