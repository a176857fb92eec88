// Plan: a golden case by SciPy (test/fixtures/make-measure-fixtures.py); a sine has its power in its own bin; white noise has
// its variance in every bin; dead traces do not count, bad samples are zero; whiteness: white noise 1 but for chance, a sine
// nearly 0, noise of half the band in between and at any scale, a band that Before has no energy in counts for nothing;
// nothing removed has no answer.
import { expect, it } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { runPowers, whiteness } from '../../src/measures/noise-spectrum/reference.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { makeGather, noise } from '../gathers.ts'
import { readNpy } from '../npy.ts'

const FOLDER = new URL('../fixtures/measures/', import.meta.url)
const stored = (name: string) => readNpy(new URL(`${name}.npy`, FOLDER))

const nothing = (block: TraceBlock): TraceBlock => ({ ...block, samples: block.samples.map(() => 0) })
const powersOf = (block: TraceBlock, n?: number) => runPowers(block, nothing(block), n)
const whitenessOf = (block: TraceBlock) => whiteness(powersOf(block))

it('is what SciPy makes of it', () => {
  const [nSamples, nTraces] = stored('similarity.before').shape as [number, number]
  const [before, after] = ['before', 'after'].map((name) => {
    return { nSamples, nTraces, samples: Float32Array.from(stored(`similarity.${name}`).data) }
  }) as [TraceBlock, TraceBlock]
  const powers = runPowers(before, after)
  // Double precision on both sides.
  expectArraysClose(powers.removed, stored('spectrum.removed').data, { relativeToMax: 1e-12 })
  expect(whiteness(powers)).toBeCloseTo(0.9906090040371284, 12)
})

it.each([5, 40, 63])('has a sine in its own bin: %i of 64', (bin) => {
  const { removed } = powersOf(makeGather(500, 4, (i, j) => 3 * Math.sin((2 * Math.PI * bin * i) / 128 + j)))
  expect(removed.indexOf(Math.max(...removed))).toBe(bin)
})

it('has the variance of white noise in every bin, and of all that a run has', () => {
  const gather = makeGather(500, 60, noise)
  const half = { ...gather, samples: gather.samples.map((sample) => 0.5 * sample) }
  const { before, after, removed } = runPowers(gather, half, 32)
  const variance = gather.samples.reduce((sum, sample) => sum + sample * sample, 0) / gather.samples.length
  // 1860 periodograms, of which some 1300 are independent: 2.8 % each, 4 % at both ends.
  for (const power of before) expect(Math.abs(power / variance - 1)).toBeLessThan(0.12)
  for (const [k, power] of before.entries()) {
    expect(after[k]! / power).toBeCloseTo(0.25, 6)
    expect(removed[k]! / power).toBeCloseTo(0.25, 6)
  }
})

it('leaves dead traces out and takes bad samples for zero', () => {
  const live = makeGather(200, 6, (i, j) => (i === 9 ? 0 : noise(i, j)))
  const wide = makeGather(200, 12, (i, j) => (j % 2 === 1 ? 0 : i === 9 ? Number.NaN : noise(i, j / 2)))
  expectArraysClose(powersOf(wide).removed, powersOf(live).removed, { relativeToMax: 1e-12 })
})

it('is white for white noise, and not for what has one frequency', () => {
  const white = whitenessOf(makeGather(600, 30, noise))!
  expect(white).toBeGreaterThan(0.99)
  expect(white).toBeLessThan(1)
  const hum = makeGather(600, 30, (i, j) => 0.01 * noise(i, j) + Math.sin(0.6 * i))
  const inNoise = makeGather(600, 30, noise)
  expect(whiteness({ before: powersOf(inNoise).before, removed: powersOf(hum).removed })).toBeLessThan(0.05)
})

it('looks at the band of Before alone, at any scale that is heard', () => {
  // One sample in two and its mean: half of the band.
  const smooth = (i: number, j: number) => noise(i, j) + noise(i + 1, j)
  const before = makeGather(600, 30, noise)
  const removed = makeGather(600, 30, (i, j) => 1e-4 * smooth(i, j))
  const some = whiteness({ before: powersOf(before).before, removed: powersOf(removed).removed })!
  expect(some).toBeGreaterThan(0.3)
  expect(some).toBeLessThan(0.9)
  const low = makeGather(600, 30, (i, j) => smooth(i, j) * 4 + smooth(i + 2, j) * 6 + smooth(i + 4, j) * 4)
  const inLowBand = whiteness({ before: powersOf(low).before, removed: powersOf(before).removed })!
  expect(inLowBand).toBeGreaterThan(0.99)
})

it('has no answer where nothing was removed', () => {
  const gather = makeGather(200, 5, noise)
  expect(whiteness(runPowers(gather, gather))).toBeNull()
  expect(whitenessOf(nothing(gather))).toBeNull()
  expect(whitenessOf(makeGather(1, 1, () => 1))).toBeNull()
})
