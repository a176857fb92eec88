/**
 * Plan: the passes of a workgroup's Fourier transform as pure data. Radices multiply to the length, each stride is the
 * product of those before it; powers of two go by butterflies of at most 8; all butterflies of a pass are held.
 */
import { expect, test } from 'vitest'
import { heldButterflies, rootsTable, workgroupFft } from '../../src/processes/workgroup-fft.ts'

test.each([
  [1, [1]],
  [2, [2]],
  [8, [8]],
  [16, [4, 4]],
  [64, [8, 8]],
  [128, [8, 4, 4]],
  [512, [8, 8, 8]],
  [30, [2, 3, 5]],
  [14, [2, 7]],
  [502, [2, 251]],
  [49, [7, 7]],
])('%i points go by radices %j', (n, radices) => {
  const { passes } = workgroupFft(n)
  expect(passes.map(([radix]) => radix)).toEqual(radices)
})

test('strides are the products of the radices before', () => {
  for (let n = 1; n <= 600; n++) {
    let product = 1
    for (const [radix, stride] of workgroupFft(n).passes) {
      expect(stride).toBe(product)
      product *= radix
    }
    expect(product).toBe(n)
  }
})

test('threads hold all butterflies of the pass that has most', () => {
  for (let n = 2; n <= 600; n++) {
    const fft = workgroupFft(n)
    const held = heldButterflies(fft, 12, 256)
    for (const [radix] of fft.passes) {
      if (radix <= 8 && radix !== 7) expect(held * 256).toBeGreaterThanOrEqual((n / radix) * 12)
    }
  }
})

test('roots are those of unity', () => {
  const { values } = rootsTable(12)
  expect([...values].map((value) => Math.round(value * 1e6) / 1e6 + 0).slice(0, 8)).toEqual([
    1, 0, 0.866025, -0.5, 0.5, -0.866025, 0, -1,
  ])
})
