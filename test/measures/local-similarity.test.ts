// Plan: a golden case by SciPy (test/fixtures/make-measure-fixtures.py); a part of the signal removed, 1; nothing or all
// removed, rounding removed, 0; unlike parts, little; where one corner leaks, the map is high there alone; the same at any
// scale and whatever the sign; bad samples count as zero; a gather of zeros has no answer.
import { expect, it } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { leakageMap, localSimilarity } from '../../src/measures/local-similarity/reference.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { makeGather, noise } from '../gathers.ts'
import { readNpy } from '../npy.ts'

const FOLDER = new URL('../fixtures/measures/', import.meta.url)
const stored = (name: string) => readNpy(new URL(`similarity.${name}.npy`, FOLDER))

const wave = (i: number, j: number) => Math.sin(0.35 * i - 0.2 * j)
const times = (block: TraceBlock, factor: (at: number) => number): TraceBlock => {
  return { ...block, samples: block.samples.map((sample, at) => factor(at) * sample) }
}

it('is what SciPy makes of it', () => {
  const { shape, data } = stored('before')
  const [nSamples, nTraces] = [shape[0]!, shape[1]!]
  const before = { nSamples, nTraces, samples: Float32Array.from(data) }
  const after = { nSamples, nTraces, samples: Float32Array.from(stored('after').data) }
  const { map, mean } = localSimilarity(before, after)
  // The map is in double precision on both sides.
  expectArraysClose(map, stored('map').data, { relativeToMax: 1e-12, columns: nTraces })
  expect(mean).toBeCloseTo(0.08450946024941529, 12)
})

it('as a picture has the value of its cell in every sample', () => {
  const before = makeGather(21, 5)
  const after = times(before, (at) => (at % 5 < 2 ? 0.5 : noise(at, 3)))
  const { map } = localSimilarity(before, after)
  const picture = leakageMap(before, after)
  expect([picture.nSamples, picture.nTraces]).toEqual([21, 5])
  for (const i of [0, 7, 8, 20]) {
    const cell = Math.floor(i / 8)
    expect(picture.samples.slice(i * 5, i * 5 + 5)).toEqual(Float32Array.from(map.slice(cell * 5, cell * 5 + 5)))
  }
})

it('is 1 where a part of the signal was removed, at any scale and of either sign', () => {
  const gather = makeGather(50, 12)
  for (const part of [0.75, 0.1, -0.5, 1.25]) {
    expect(
      localSimilarity(
        gather,
        times(gather, () => part),
      ).mean,
    ).toBeCloseTo(1, 6)
  }
  const quiet = times(gather, () => 2 ** -60)
  expect(
    localSimilarity(
      quiet,
      times(quiet, () => 0.75),
    ).mean,
  ).toBe(
    localSimilarity(
      gather,
      times(gather, () => 0.75),
    ).mean,
  )
})

it('is 0 where nothing was removed, or all, or what float32 rounds away', () => {
  const gather = makeGather(50, 12)
  expect(localSimilarity(gather, gather).mean).toBe(0)
  expect(
    localSimilarity(
      gather,
      times(gather, () => 0),
    ).mean,
  ).toBe(0)
  expect(
    localSimilarity(
      gather,
      times(gather, () => 1 + 2 ** -23),
    ).mean,
  ).toBe(0)
})

it('is little where what was removed is unlike what is left', () => {
  const gather = makeGather(400, 60, (i, j) => wave(i, j) + noise(i, j))
  const after = makeGather(400, 60, wave)
  expect(localSimilarity(gather, after).mean).toBeLessThan(0.06)
})

it('maps where signal leaks', () => {
  const gather = makeGather(400, 60, (i, j) => wave(i, j) + noise(i, j))
  const after = makeGather(400, 60, (i, j) => (i < 200 && j < 30 ? 0.3 : 1) * wave(i, j))
  const { map } = localSimilarity(gather, after)
  expect(map).toHaveLength(50 * 60)
  expect(map[12 * 60 + 15]).toBeGreaterThan(0.4)
  expect(map[38 * 60 + 45]).toBeLessThan(0.15)
})

it('takes bad samples for zeros, and no account of those that are zero', () => {
  const gather = makeGather(50, 12)
  const kept = times(gather, () => 0.75)
  const bad = times(gather, (at) => (at % 12 === 3 ? Number.NaN : 1))
  expect(localSimilarity(bad, kept).mean).toBe(
    localSimilarity(
      times(gather, (at) => (at % 12 === 3 ? 0 : 1)),
      kept,
    ).mean,
  )
  const half = (block: TraceBlock) => times(block, (at) => (at % 12 < 6 ? 0 : 1))
  expect(localSimilarity(half(gather), half(kept)).mean).toBeCloseTo(1, 6)
})

it('has no answer for a gather of zeros, or one without traces', () => {
  const zeros = makeGather(20, 3, () => 0)
  expect(localSimilarity(zeros, zeros).mean).toBeNull()
  expect(localSimilarity(makeGather(20, 0), makeGather(20, 0)).mean).toBeNull()
})
