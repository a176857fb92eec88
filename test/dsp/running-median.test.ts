/**
 * Plan: running medians against sorting, bit for bit: random, tied, monotonous and of very different sizes, for every window
 * from one value to more than there are; none at all. Measures of windows against their definitions.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RunningMedian } from '../../src/dsp/running-median.ts'
import { runningMaximum, runningRms } from '../../src/dsp/running-windows.ts'
import { slidingMedianMad } from '../sorted-medians.ts'

function mediansOf(values: readonly number[], length: number): readonly number[] {
  const target = new Float64Array(values.length)
  new RunningMedian(length).measure(Float64Array.from(values), target)
  return [...target]
}

it('finds running medians', () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: 0, max: 1e30, noNaN: true }))
  fc.assert(
    fc.property(fc.array(number, { maxLength: 120 }), fc.nat(40), (values, half) => {
      expect(mediansOf(values, 2 * half + 1)).toEqual(slidingMedianMad(values, 2 * half + 1).median)
    }),
    { numRuns: 300 },
  )
})

it('finds them in sorted, falling, constant and swinging values, again and again', () => {
  const makes: readonly ((i: number) => number)[] = [
    (i) => i,
    (i) => -i,
    () => 3,
    (i) => Math.sin(i * i) * 10 ** (i % 9),
  ]
  const medians = new RunningMedian(81)
  for (const make of makes) {
    const values = Array.from({ length: 200 }, (_, i) => make(i))
    const target = new Float64Array(200)
    medians.measure(Float64Array.from(values), target)
    expect([...target]).toEqual(slidingMedianMad(values, 81).median)
  }
})

it('takes nothing but odd lengths', () => {
  expect(() => new RunningMedian(4)).toThrow(RangeError)
})

it.each([1, 2, 5, 40])('measures shrinking windows of %i values', (n) => {
  const values = Float64Array.from({ length: n }, (_, i) => Math.sin(7 * i))
  const [rms, most] = [new Float64Array(n), new Float64Array(n)]
  runningRms(values, 7, rms)
  runningMaximum(values, 7, most)
  values.forEach((_, i) => {
    const window = values.slice(Math.max(0, i - 3), i + 4)
    expect(most[i]).toBe(Math.max(...window))
    expect(rms[i]).toBeCloseTo(Math.sqrt(window.reduce((sum, value) => sum + value ** 2, 0) / window.length), 14)
  })
})
