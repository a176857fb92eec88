/**
 * Plan: values that stand in C. Wellons' program; deviates of one trace are normal, those of a part are a part of them, and
 * traces have nothing in common; taps pass the given powers, and noise under them has these.
 */
import { expect, it } from 'vitest'
import { colouredTrace, colouringTaps, mixedBits, traceNormals } from '../../src/dsp/probe-noise.ts'

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const correlation = (a: Float64Array, b: Float64Array) => mean(a.map((value, i) => value * b[i]!))

it('mixes bits as lowbias32 does', () => {
  const inC = [0, 0x688990c0, 0xd1132181, 0x912efcf7, 0x6768824a]
  expect([0, 1, 2, 12345, 0xffffffff].map(mixedBits)).toEqual(inC)
})

it('draws normal deviates that depend on sample and trace alone', () => {
  const [one, other] = [traceNormals(3, -10, 20_000), traceNormals(4, -10, 20_000)]
  expect(traceNormals(3, 90, 50)).toEqual(one.slice(100, 150))
  // Four standard deviations.
  expect(Math.abs(mean(one))).toBeLessThan(4 / Math.sqrt(20_000))
  expect(Math.abs(correlation(one, one) - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000))
  expect(Math.abs(correlation(one, other))).toBeLessThan(4 / Math.sqrt(20_000))
  expect(Math.abs(correlation(one.slice(1), one.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(20_000))
  const share = one.filter((value) => Math.abs(value) < 1).length / 20_000
  expect(Math.abs(share - 0.6827)).toBeLessThan(4 * Math.sqrt((0.6827 * 0.3173) / 20_000))
})

it('gives noise the powers that are asked for', () => {
  const powers = Float64Array.from({ length: 9 }, (_, bin) => (bin < 4 ? 1 + bin : 0))
  const taps = colouringTaps(powers)
  for (const [bin, power] of powers.entries()) {
    const response = taps.reduce((sum, tap, at) => sum + tap * Math.cos((Math.PI * bin * (at - 8)) / 8), 0)
    expect(response).toBeCloseTo(Math.sqrt(power), 12)
  }
  const noise = colouredTrace(taps, 0, 20_000)
  const variance = taps.reduce((sum, tap) => sum + tap ** 2, 0)
  expect(Math.abs(correlation(noise, noise) / variance - 1)).toBeLessThan(0.1)
  const white = colouredTrace(colouringTaps(new Float64Array(9).fill(4)), 2, 30)
  const expected = traceNormals(2, 0, 30).map((value) => 2 * value)
  for (const [i, value] of white.entries()) expect(value).toBeCloseTo(expected[i]!, 12)
})
