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

function planOf(nSamples: number, workgroupBytes: number, values: Readonly<Record<string, ParamValue>>) {
  const shape = { nSamples, nTraces: 3000, sampleIntervalMs: 2 }
  return fusedWavelet(shape, waveletDenoiseParams(defaultStep(waveletDenoise, values)), { workgroupBytes })
}

test.each([
  ['dwt', 2 ** 14, 2],
  ['dwt', 2 ** 15, 4],
  ['swt', 2 ** 14, undefined],
  ['swt', 2 ** 15, 2],
  ['wpt', 2 ** 15, 2],
  ['wpt', 3 * 2 ** 14, 4],
  ['dwt', 0, undefined],
])('%s of 1600 samples in %i bytes: %s traces a workgroup', (transform, workgroupBytes, lanes) => {
  expect(planOf(1600, workgroupBytes, { transform })?.lanes).toBe(lanes)
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
        const [approximations, details] = [table!.slice(0, level + 1), table!.slice(level + 1)]
        expect(details).toHaveLength(level)
        details.forEach(([start, length], j) => {
          expect(length).toBe(dwtBandLength(approximations[j]![1], sizes['N_TAPS']!))
          expect(approximations[j + 1]).toEqual([0, length])
          // Below it lie all coarser bands, above it the next finer.
          expect(start).toBeGreaterThanOrEqual(approximations[j + 1]![1])
          const end = start + length
          if (j === 0) expect(end).toBeLessThanOrEqual(sizes['ROWS']!)
          else expect(end).toBe(details[j - 1]![0])
          expect(end).toBeGreaterThanOrEqual(approximations[j]![1])
        })
      }
    }
  },
)

test.each([8, 50, 96, 500, 1601])('packets of %i samples: two children fit where their parent lay', (nSamples) => {
  for (const level of [1, 3, 5]) {
    const { sizes, table } = planOf(nSamples, 2 ** 16, { transform: 'wpt', wavelet: 'db2', level })!
    table!.forEach(([step, rows], j) => {
      expect(step).toBeGreaterThanOrEqual(rows)
      expect(step * 2 ** j).toBeLessThanOrEqual(sizes['ROWS']!)
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
