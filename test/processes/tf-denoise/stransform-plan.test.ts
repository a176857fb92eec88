/**
 * Plan: passes of a Fourier transform multiply to its length; buffers of the S-transform do not grow with its band;
 * tiles carry the halo of the aperture; what does not fit is refused.
 */
import { expect, test } from 'vitest'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise } from '../../../src/processes/tf-denoise/params.ts'
import { fourierPasses, planStransform } from '../../../src/processes/tf-denoise/stransform-plan.ts'

const WEBGPU_DEFAULTS = {
  bindingBytes: 2 ** 27,
  tileBytes: 2 ** 30,
  workgroupsPerDimension: 65535,
  workgroupBytes: 2 ** 14,
  workgroupThreads: 256,
}
const shape = { nSamples: 1600, nTraces: 3000, sampleIntervalMs: 2 }
const step = defaultStep(tfDenoise, { transform: 'stransform' })

test('passes multiply to the length, each striding over those before it', () => {
  for (let n = 1; n <= 2000; n++) {
    const passes = fourierPasses(n)
    let stride = 1
    for (const pass of passes) {
      expect(pass.stride).toBe(stride)
      stride *= pass.radix
    }
    expect(stride).toBe(n)
    expect(passes.length).toBeGreaterThan(0)
  }
  expect(fourierPasses(1600).map((pass) => pass.radix)).toEqual([8, 8, 5, 5])
  expect(fourierPasses(1).map((pass) => pass.radix)).toEqual([1])
})

test('1600 x 3000 is one tile under the default limits, whatever the band', () => {
  const plan = planStransform(shape, step, WEBGPU_DEFAULTS)
  expect(plan.tiles).toHaveLength(1)
  expect(planStransform(shape, { ...step, fmaxHz: 250 }, WEBGPU_DEFAULTS)).toEqual(plan)
})

test('narrow limits make tiles with the halo of the aperture, or an error', () => {
  const limits = { ...WEBGPU_DEFAULTS, bindingBytes: 2 ** 23 }
  const { tiles } = planStransform(shape, step, limits)
  expect(tiles.length).toBeGreaterThan(1)
  expect(tiles[1]!.startTrace - tiles[1]!.haloStartTrace).toBe(3)
  expect(() => planStransform(shape, step, { ...limits, bindingBytes: 8 * 1600 })).toThrow(
    /exceeds the graphics adapter/,
  )
})
