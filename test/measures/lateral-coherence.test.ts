// Plan: traces that are alike up to a shift within the lags, 1, beyond them, little; of opposite sign, 0; independent noise,
// as much as chance gives; a pair by hand; loud traces count as much as weak ones; bad samples count as zero, pairs with a
// trace that lost nothing do not count; a gather without pairs has no answer.
import { expect, it } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { lateralCoherence } from '../../src/measures/lateral-coherence/reference.ts'
import { makeGather, noise } from '../gathers.ts'

const nothing = (block: TraceBlock): TraceBlock => ({ ...block, samples: block.samples.map(() => 0) })
/** Coherence of a gather that was removed. */
const coherenceOf = (nSamples: number, nTraces: number, value: (i: number, j: number) => number) => {
  const gather = makeGather(nSamples, nTraces, value)
  return lateralCoherence(gather, nothing(gather))
}
const pulse = (i: number) => Math.exp(-0.5 * (i / 3) ** 2) * Math.cos(0.9 * i)

it.each([0, 1, -3, 4, -4])('is 1 where neighbours are %i samples apart', (shift) => {
  expect(coherenceOf(300, 10, (i, j) => (1 + j) * pulse(i - 150 - shift * j))).toBeCloseTo(1, 6)
})

it('is less where they are farther apart, and 0 where they are opposite', () => {
  expect(coherenceOf(300, 6, (i, j) => pulse(i - 50 - 30 * j))).toBeLessThan(1e-6)
  expect(coherenceOf(300, 6, (i, j) => (j % 2 === 0 ? 1 : -1) * Math.sin(0.02 * i))).toBe(0)
})

it('is what chance gives where traces are independent', () => {
  const found = coherenceOf(1000, 60, noise)!
  // The largest of 9 normal deviates is 1.49 in the mean.
  expect(found * Math.sqrt(1000)).toBeGreaterThan(1.35)
  expect(found * Math.sqrt(1000)).toBeLessThan(1.65)
})

it('is the largest normalised product', () => {
  const samples = [
    [3, 0],
    [4, 3],
    [0, 4],
  ]
  expect(coherenceOf(3, 2, (i, j) => samples[i]![j]!)).toBeCloseTo(1, 12)
  const others = [
    [1, 2],
    [2, -1],
  ]
  // Lags of -1, 0 and 1: 2 * 2, 2 - 2, -1.
  expect(coherenceOf(2, 2, (i, j) => others[i]![j]!)).toBeCloseTo(4 / 5, 12)
})

it('counts pairs alike, and those alone that lost something', () => {
  const halves = (loud: number) => (i: number, j: number) => (j < 5 ? loud * pulse(i - 20) : noise(i, j))
  expect(coherenceOf(40, 10, halves(1000))).toBeCloseTo(coherenceOf(40, 10, halves(1))!, 6)
  const gather = makeGather(40, 10, (i) => pulse(i - 20))
  const kept = { ...gather, samples: gather.samples.map((sample, at) => (at % 10 === 4 ? sample : 0)) }
  expect(lateralCoherence(gather, kept)).toBeCloseTo(1, 6)
  const bad = { ...gather, samples: gather.samples.map((sample, at) => (at % 10 === 4 ? Number.NaN : sample)) }
  expect(lateralCoherence(bad, nothing(bad))).toBeCloseTo(1, 6)
})

it('has no answer without pairs', () => {
  const gather = makeGather(40, 5)
  expect(lateralCoherence(gather, gather)).toBeNull()
  expect(coherenceOf(40, 1, noise)).toBeNull()
  expect(coherenceOf(40, 5, () => 0)).toBeNull()
})
