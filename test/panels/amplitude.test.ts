// Plan: the clip is the percentile asked for, on small blocks exactly and on large ones within the error of the
// bounded sample; zeros and non-finite samples do not count; it is positive whatever the data.
import { expect, test } from 'vitest'
import { blockClip, MAX_CLIP_SAMPLES, percentileClip, sortedAmplitudes } from '../../src/panels/amplitude.ts'

function block(nSamples: number, nTraces: number, at: (i: number) => number) {
  return { nSamples, nTraces, samples: Float32Array.from({ length: nSamples * nTraces }, (_, i) => at(i)) }
}

test('of 1..100 with either sign the 98th percentile is 98 and the 100th is 100', () => {
  const before = block(10, 10, (i) => (i % 2 === 0 ? 1 : -1) * (i + 1))
  expect(blockClip(before)).toBe(98)
  expect(blockClip(before, 100)).toBe(100)
  expect(blockClip(before, 50)).toBe(50)
  expect(blockClip(before, 0)).toBe(1)
})

test('zeros, NaN and infinities do not count', () => {
  const values = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3, -1, 2]
  expect([...sortedAmplitudes(block(8, 1, (i) => values[i]!))]).toEqual([1, 2, 3])
})

test('nothing but zeros or NaN gives 1: a clip is always positive', () => {
  expect(blockClip(block(4, 4, () => 0))).toBe(1)
  expect(blockClip(block(4, 4, () => Number.NaN))).toBe(1)
  expect(percentileClip(new Float32Array(0), 98)).toBe(1)
})

test('a large block is sampled to a bound, in no step with its rows', () => {
  // Amplitude is the trace number: a stride that fits the rows would see a few traces only.
  const nTraces = 1000
  const before = block(500, nTraces, (i) => (i % nTraces) + 1)
  const amplitudes = sortedAmplitudes(before)
  expect(amplitudes.length).toBe(MAX_CLIP_SAMPLES)
  // Golden-ratio points are spread more evenly than random ones, whose error would be 0.05 % of 1000.
  for (const percent of [10, 50, 98])
    expect(Math.abs(percentileClip(amplitudes, percent) - 10 * percent)).toBeLessThan(2)
  expect(sortedAmplitudes(before)).toEqual(amplitudes)
})
