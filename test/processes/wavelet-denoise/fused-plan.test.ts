/**
 * Plan: which gathers a fused kernel takes, as pure data: 1600 samples under common limits; nothing without workgroup
 * memory, for neighbours and for a best basis; workgroup memory is never exceeded; bands and nodes lie in place without
 * overlap; blocks of the swt reach every row at every level.
 */
import { expect, test } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { dwtBandLength } from '../../../src/dsp/decimated-level.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { fusedWavelet } from '../../../src/processes/wavelet-denoise/fused-plan.ts'
import { waveletDenoise, waveletDenoiseParams } from '../../../src/processes/wavelet-denoise/params.ts'

function planOf(
  nSamples: number,
  workgroupBytes: number,
  values: Readonly<Record<string, ParamValue>>,
  workgroupThreads = 256,
) {
  const shape = { nSamples, nTraces: 3000, sampleIntervalMs: 2 }
  return fusedWavelet(shape, waveletDenoiseParams(defaultStep(waveletDenoise, values)), {
    workgroupBytes,
    workgroupThreads,
  })
}

test.each([
  ['dwt', 2 ** 13, undefined],
  ['dwt', 2 ** 14, 2],
  ['dwt', 2 ** 15, 4],
  ['swt', 2 ** 13, undefined],
  ['swt', 2 ** 14, 2],
  ['swt', 2 ** 15, 4],
  ['wpt', 2 ** 15, 2],
  ['wpt', 3 * 2 ** 14, 4],
  ['dwt', 0, undefined],
])('%s of 1600 samples in %i bytes: %s traces a workgroup', (transform, workgroupBytes, lanes) => {
  expect(planOf(1600, workgroupBytes, { transform }, 1024)?.lanes).toBe(lanes)
})

test('as many threads as are worth it, and no more than the adapter allows', () => {
  for (const [transform, most] of [
    ['dwt', 512],
    ['swt', 1024],
    ['wpt', 1024],
  ] as const) {
    for (const allowed of [128, 256, 4096]) {
      expect(planOf(500, 2 ** 16, { transform }, allowed)?.sizes['THREADS']).toBe(Math.min(allowed, most))
    }
  }
})

test('neighbours and a best basis have no fused kernel', () => {
  expect(planOf(100, 2 ** 15, { transform: 'dwt', sigma: 'spatial' })).toBeNull()
  expect(planOf(100, 2 ** 15, { transform: 'wpt', bestBasis: true })).toBeNull()
})

test.each(['haar', 'db4', 'coif5'])(
  'bands of %s lie where the approximation above lay, apart from each other',
  (wavelet) => {
    for (const nSamples of [1, 2, 5, 100, 1600, 1601]) {
      for (const level of [1, 2, 6]) {
        const { sizes, table } = planOf(nSamples, 2 ** 16, { transform: 'dwt', wavelet, level })!
        const { N_TAPS = 0, ROWS = 0 } = sizes as Readonly<Record<string, number>>
        expect(table).toHaveLength(level + 1)
        expect(table![0]![0]).toBe(nSamples)
        let end = ROWS
        for (let j = 1; j <= level; j++) {
          const [approximationRows = 0, start = 0, detailRows = 0] = table![j]!
          expect([approximationRows, detailRows]).toEqual(Array(2).fill(dwtBandLength(table![j - 1]![0]!, N_TAPS)))
          // The finest detail stays in registers.
          if (j === 1) continue
          // Below it lie all coarser bands, above it the next finer.
          expect(start).toBeGreaterThanOrEqual(approximationRows)
          expect(start + detailRows).toBe(end)
          end = start
        }
      }
    }
  },
)

/** Half-sample symmetric. */
function symmetricIndex(i: number, n: number): number {
  const folded = ((i % (2 * n)) + 2 * n) % (2 * n)
  return folded < n ? folded : 2 * n - 1 - folded
}

test.each(['haar', 'db4', 'coif5'])('the pieces of %s have every sample that their part is made of', (wavelet) => {
  for (const nSamples of [1, 2, 40, 63, 64, 65, 240, 1600, 1601]) {
    const { sizes, table } = planOf(nSamples, 2 ** 16, { transform: 'dwt', wavelet, level: 1 })!
    const {
      N_TAPS = 0,
      ROWS = 0,
      PIECES = 0,
      PIECE_ROWS = 0,
      THREADS = 0,
      HELD_FINEST = 0,
    } = sizes as Readonly<Record<string, number>>
    const [finestRows = 0] = table![1]!
    expect(PIECES * PIECE_ROWS).toBeGreaterThanOrEqual(finestRows)
    expect(THREADS * HELD_FINEST).toBeGreaterThanOrEqual(PIECE_ROWS)
    expect(ROWS).toBeGreaterThanOrEqual(finestRows)
    for (let piece = 0; piece < PIECES; piece++) {
      const first = 2 * piece * PIECE_ROWS - Math.min(2 * piece * PIECE_ROWS, N_TAPS - 2)
      const end = piece + 1 === PIECES ? nSamples : 2 * (piece + 1) * PIECE_ROWS
      expect(end - first).toBeLessThanOrEqual(ROWS)
      for (let row = piece * PIECE_ROWS; row < Math.min(finestRows, (piece + 1) * PIECE_ROWS); row++) {
        for (let tap = 0; tap < N_TAPS; tap++) {
          const from = symmetricIndex(2 * row + 1 - tap, nSamples)
          expect(from).toBeGreaterThanOrEqual(first)
          expect(from).toBeLessThan(end)
        }
      }
    }
  }
})

test.each([8, 50, 96, 500, 1601])('packets of %i samples: two children fit where their parent lay', (nSamples) => {
  for (const level of [1, 3, 5]) {
    const { sizes, table } = planOf(nSamples, 2 ** 16, { transform: 'wpt', wavelet: 'db2', level })!
    table!.forEach(([step = 0, rows = 0], j) => {
      expect(step).toBeGreaterThanOrEqual(rows)
      expect(step * 2 ** j).toBeLessThanOrEqual(Number(sizes['ROWS']))
      if (j > 0) expect(2 * step).toBe(table![j - 1]![0])
    })
  }
})

test.each([1, 16, 100, 500, 1000])('the blocks of the swt of %i samples reach every row at every level', (nSamples) => {
  for (const level of [1, 4, 6]) {
    const { sizes, lanes } = planOf(nSamples, 2 ** 16, { transform: 'swt', wavelet: 'haar', level })!
    const { ROWS, BLOCK } = sizes as { ROWS: number; BLOCK: number }
    expect(lanes * level * BLOCK).toBeLessThanOrEqual(96)
    for (let dilation = 1; dilation < 2 ** level; dilation *= 2) {
      const rows = new Set<number>()
      for (let thread = 0; thread < 256; thread++) {
        for (let i = 0; i < BLOCK; i++) {
          const place = Math.floor(thread / dilation) * BLOCK + i
          if (place < ROWS / dilation) rows.add((thread % dilation) + dilation * place)
        }
      }
      expect(rows.size).toBe(ROWS)
    }
  }
})
