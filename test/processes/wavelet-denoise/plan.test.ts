/**
 * Plan: sizes of the wavelet transforms as pure data: band lengths are those of the double-precision plans, padding
 * follows its rule, the default limits of WebGPU hold a usual gather in one tile, and a huge one is tiled.
 */
import { expect, test } from 'vitest'
import { dwtPlan } from '../../../src/dsp/dwt.ts'
import { WAVELET_NAMES, waveletFilters } from '../../../src/dsp/wavelets.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { waveletDenoise, waveletDenoiseParams } from '../../../src/processes/wavelet-denoise/params.ts'
import { planWaveletDenoise, waveletGeometry } from '../../../src/processes/wavelet-denoise/plan.ts'

const WEBGPU_DEFAULTS = { bindingBytes: 2 ** 27, tileBytes: 2 ** 30, workgroupsPerDimension: 65535 }
const shape = (nSamples: number, nTraces = 10) => ({ nSamples, nTraces, sampleIntervalMs: 2 })

test('bands of the dwt are as long as those of the twin', () => {
  for (const wavelet of WAVELET_NAMES) {
    const params = waveletDenoiseParams(defaultStep(waveletDenoise, { transform: 'dwt', wavelet, level: 4 }))
    const { lengths, detailStarts, detailRows } = waveletGeometry(shape(101), params)
    const twin = dwtPlan(101, waveletFilters(wavelet), 4)
    expect([lengths[4], ...lengths.slice(1).reverse()]).toEqual(twin.bandLengths)
    expect(detailRows).toBe(twin.nCoefficients - lengths[4]!)
    expect(detailStarts).toEqual([0, 1, 2, 3].map((j) => lengths.slice(1, j + 1).reduce((sum, n) => sum + n, 0)))
  }
})

test.each([
  ['reflect', 1601, 5, 1632],
  ['reflect-power-of-two', 1601, 5, 2048],
  ['reflect', 1600, 5, 1600],
  ['reflect', 3, 5, 32],
])('%s of %i samples at level %i: %i rows', (padding, nSamples, level, nRows) => {
  const step = defaultStep(waveletDenoise, { padding, level })
  expect(planWaveletDenoise(shape(nSamples), step, WEBGPU_DEFAULTS).nRows).toBe(nRows)
})

test.each(['dwt', 'swt'])(
  '%s of 1600 x 3000 is one tile under the default limits, 1600 x 30000 is not',
  (transform) => {
    const step = defaultStep(waveletDenoise, { transform })
    expect(planWaveletDenoise(shape(1600, 3000), step, WEBGPU_DEFAULTS).tiles).toHaveLength(1)
    const { tiles, buffers } = planWaveletDenoise(shape(1600, 30_000), step, WEBGPU_DEFAULTS)
    expect(tiles.length).toBeGreaterThan(1)
    const widest = Math.max(...tiles.map((tile) => tile.haloEndTrace - tile.haloStartTrace))
    for (const buffer of buffers)
      expect(buffer.bytesPerTrace * widest).toBeLessThanOrEqual(WEBGPU_DEFAULTS.bindingBytes)
  },
)

test('what the inverse needs is kept, the rest is not', () => {
  const { buffers } = planWaveletDenoise(shape(100), defaultStep(waveletDenoise), WEBGPU_DEFAULTS)
  const kept = buffers.filter((buffer) => buffer.isKept).map((buffer) => buffer.name)
  expect(kept).toEqual(['details', 'approximation', 'medians'])
})

test('a trace that no buffer holds is refused in words', () => {
  const plan = () =>
    planWaveletDenoise(shape(1600), defaultStep(waveletDenoise), { ...WEBGPU_DEFAULTS, bindingBytes: 999 })
  expect(plan).toThrow(/exceeds the graphics adapter/)
})
