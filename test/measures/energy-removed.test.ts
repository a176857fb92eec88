// Plan: known ratios by hand; nothing removed and everything removed as control cases; bad samples count as zero;
// a dead gather has no answer.
import { expect, test } from 'vitest'
import { energyRemovedPercent } from '../../src/measures/energy-removed/reference.ts'

function block(...samples: number[]): { nSamples: number; nTraces: number; samples: Float32Array<ArrayBuffer> } {
  return { nSamples: samples.length, nTraces: 1, samples: Float32Array.from(samples) }
}

test('the ratio of energies, in percent', () => {
  expect(energyRemovedPercent(block(3, 4), block(3, 0))).toBeCloseTo(64, 12)
})

test('nothing and everything', () => {
  expect(energyRemovedPercent(block(1, 2), block(1, 2))).toBe(0)
  expect(energyRemovedPercent(block(1, 2), block(0, 0))).toBe(100)
})

test('samples that are not finite count as zero', () => {
  const bad = block(Number.NaN, 2, Number.POSITIVE_INFINITY)
  expect(energyRemovedPercent(bad, block(0, 2, 0))).toBe(0)
  expect(energyRemovedPercent(bad, bad)).toBe(0)
})

test('a gather of zeros has no answer', () => {
  expect(energyRemovedPercent(block(0, 0), block(0, 0))).toBeNull()
})
