/**
 * Plan: sizes of the STFT as pure data: frames and bins are those of the double-precision plan, the band has its end
 * frequencies included, tiles carry the halo of the aperture.
 */
import { expect, test } from 'vitest'
import { stftPlan } from '../../../src/dsp/stft.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise, tfDenoiseParams } from '../../../src/processes/tf-denoise/params.ts'
import { planTfDenoise, tfGeometry } from '../../../src/processes/tf-denoise/plan.ts'

const WEBGPU_DEFAULTS = {
  bindingBytes: 2 ** 27,
  tileBytes: 2 ** 30,
  keptBytes: 2 ** 30,
  workgroupsPerDimension: 65535,
  workgroupBytes: 2 ** 14,
  workgroupThreads: 256,
}
const shape = (nSamples: number, nTraces = 10) => ({ nSamples, nTraces, sampleIntervalMs: 2 })

test.each([
  [1, 64, 32],
  [64, 64, 32],
  [65, 64, 32],
  [1600, 64, 16],
  [1600, 502, 251],
  [1601, 16, 15],
  [100, 512, 1],
])('frames and bins of %i samples, window %i, hop %i', (nSamples, windowSamples, hopSamples) => {
  const twin = stftPlan({ nSamples, windowSamples, hopSamples, boundary: 'zeros' })
  const params = tfDenoiseParams(defaultStep(tfDenoise, { windowSamples, hopSamples }))
  expect(tfGeometry(shape(nSamples), params)).toMatchObject({ nFrames: twin.nFrames, nBins: twin.nBins })
})

test.each([
  [0, 250, 0, 33],
  [7.8125, 15.625, 1, 2],
  [5, 100, 1, 12],
  [240, 100000, 31, 2],
  [1, 2, 0, 0],
])('bins from %d to %d Hz, window 64 at 2 ms: %i and %i more', (fminHz, fmaxHz, firstBin, bandBins) => {
  const params = tfDenoiseParams(defaultStep(tfDenoise, { fminHz, fmaxHz }))
  expect(tfGeometry(shape(100), params)).toMatchObject({ firstBin, bandBins })
})

test('1600 x 3000 with the defaults is one tile under the default limits', () => {
  expect(planTfDenoise(shape(1600, 3000), defaultStep(tfDenoise), WEBGPU_DEFAULTS).tiles).toHaveLength(1)
})

test.each([
  [3, 1],
  [31, 15],
])('tiles of aperture %i carry %i more traces at each side', (aperture, halo) => {
  const limits = { ...WEBGPU_DEFAULTS, bindingBytes: 2 ** 23 }
  const { tiles } = planTfDenoise(shape(1600, 3000), defaultStep(tfDenoise, { aperture }), limits)
  expect(tiles.length).toBeGreaterThan(1)
  expect(tiles[1]!.startTrace - tiles[1]!.haloStartTrace).toBe(halo)
  expect(tiles[0]!.haloEndTrace - tiles[0]!.endTrace).toBe(halo)
})

test('where no tile holds more than its halo, the step is refused', () => {
  const step = defaultStep(tfDenoise, { aperture: 3 })
  const bytes = Math.max(...planTfDenoise(shape(1600), step, WEBGPU_DEFAULTS).buffers.map((b) => b.bytesPerTrace))
  expect(planTfDenoise(shape(1600), step, { ...WEBGPU_DEFAULTS, bindingBytes: 3 * bytes }).tiles).toHaveLength(10)
  const refused = () => planTfDenoise(shape(1600), step, { ...WEBGPU_DEFAULTS, bindingBytes: 2 * bytes })
  expect(refused).toThrow(/exceeds the graphics adapter/)
})
