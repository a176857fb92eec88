/**
 * Plan: sizes of the STFT as pure data: frames and bins are those of the double-precision plan, the band has its end
 * frequencies included, tiles carry the halo of the largest aperture where it fits and of the step's own where not.
 */
import { expect, test } from 'vitest'
import { stftPlan } from '../../../src/dsp/stft.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise, tfDenoiseParams } from '../../../src/processes/tf-denoise/params.ts'
import { planTfDenoise, tfGeometry } from '../../../src/processes/tf-denoise/plan.ts'

const WEBGPU_DEFAULTS = { bindingBytes: 2 ** 27, tileBytes: 2 ** 30, workgroupsPerDimension: 65535 }
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

test('the halo of tiles does not depend on the aperture, so that its slider keeps the forward transform', () => {
  const limits = { ...WEBGPU_DEFAULTS, bindingBytes: 2 ** 23 }
  const [narrow, wide] = [3, 31].map((aperture) =>
    planTfDenoise(shape(1600, 3000), defaultStep(tfDenoise, { aperture }), limits),
  )
  expect(narrow!.tiles.length).toBeGreaterThan(1)
  expect(narrow!.tiles).toEqual(wide!.tiles)
  expect(narrow!.tiles[1]!.startTrace - narrow!.tiles[1]!.haloStartTrace).toBe(15)
})

test('where that halo does not fit, the step’s own is taken; where that does not either, the step is refused', () => {
  const step = defaultStep(tfDenoise, { aperture: 3 })
  const bytes = Math.max(...planTfDenoise(shape(1600), step, WEBGPU_DEFAULTS).buffers.map((b) => b.bytesPerTrace))
  const { tiles } = planTfDenoise(shape(1600), step, { ...WEBGPU_DEFAULTS, bindingBytes: 5 * bytes })
  expect(tiles[1]!.startTrace - tiles[1]!.haloStartTrace).toBe(1)
  const refused = () => planTfDenoise(shape(1600), step, { ...WEBGPU_DEFAULTS, bindingBytes: 2 * bytes })
  expect(refused).toThrow(/exceeds the graphics adapter/)
})
