/**
 * Plan: passes of a Fourier transform multiply to its length; where rows are not kept, buffers of the S-transform do not
 * grow with its band; all rows of the band are kept, or none: by the bytes of all tiles with their halos, in tiles whose
 * rows fit a binding; else outliers are listed, where there is room for enough of them; tiles carry the halo of the aperture; what does not fit is refused.
 */
import { expect, test } from 'vitest'
import type { GpuLimits, StepPlan } from '../../../src/processes/gpu-process.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise } from '../../../src/processes/tf-denoise/params.ts'
import { fourierPasses, planStransform } from '../../../src/processes/tf-denoise/stransform-plan.ts'
import { keptBytesOf } from '../../../src/processes/tiling.ts'

const WEBGPU_DEFAULTS = {
  bindingBytes: 2 ** 27,
  tileBytes: 2 ** 30,
  keptBytes: 2 ** 30,
  workgroupsPerDimension: 65535,
  workgroupBytes: 2 ** 14,
  workgroupThreads: 256,
}
const shape = { nSamples: 1600, nTraces: 3000, sampleIntervalMs: 2 }
const step = defaultStep(tfDenoise, { transform: 'stransform' })

const LISTED = ['spectrum', 'outliers', 'places']

const namesOfKept = ({ buffers }: StepPlan) => buffers.filter(({ isKept }) => isKept).map(({ name }) => name)

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

test('1600 x 3000 is one tile under the default limits, whatever the band, and keeps the spectra', () => {
  const plan = planStransform(shape, step, WEBGPU_DEFAULTS)
  expect(plan.tiles).toHaveLength(1)
  expect(namesOfKept(plan)).toEqual(['spectrum'])
  expect(planStransform(shape, { ...step, fmaxHz: 250 }, WEBGPU_DEFAULTS)).toEqual(plan)
})

test('rows of 1000 x 240 are kept, 16 bytes a cell, as far as the bytes of all tiles go', () => {
  const small = { ...shape, nSamples: 1000, nTraces: 240 }
  const keptOf = (limits: Partial<GpuLimits>, keys = {}) => {
    const plan = planStransform(small, { ...step, ...keys }, { ...WEBGPU_DEFAULTS, ...limits })
    const largest = Math.max(...plan.buffers.map((buffer) => buffer.bytesPerTrace))
    return { names: namesOfKept(plan), nTiles: plan.tiles.length, bytes: keptBytesOf(plan), largest }
  }
  const ample = { bindingBytes: 2 ** 30 }
  // 5 to 100 Hz is 191 rows; the spectrum has 501 bins.
  const bytesPerTrace = 16 * 1000 * 191 + 8 * 501
  const all = { names: ['spectrum', 'cells', 'spread'], largest: 8 * 1000 * 191 }
  const none = { names: ['spectrum'], nTiles: 1, bytes: 8 * 501 * 240, largest: 8000 }
  expect(keptOf(ample)).toEqual({ ...all, nTiles: 1, bytes: 240 * bytesPerTrace })
  expect(keptOf({ ...ample, keptBytes: 240 * bytesPerTrace })).toMatchObject(all)
  // An eighth of the cells, and a place for each 64 of them.
  const listed = { names: LISTED, nTiles: 1, bytes: 240 * (16 * 125 * 191 + 4 * 16 * 191 + 8 * 501) }
  expect(keptOf({ ...ample, keptBytes: 240 * bytesPerTrace - 1 })).toMatchObject(listed)
  expect(keptOf({ ...ample, keptBytes: 0 })).toEqual(none)
  // 87 traces to a binding, three on either side of them neighbours.
  expect(keptOf({})).toEqual({ ...all, nTiles: 3, bytes: (240 + 4 * 3) * bytesPerTrace })
  expect(keptOf({ keptBytes: 240 * bytesPerTrace })).toMatchObject(listed)
  expect(keptOf({ bindingBytes: 6 * all.largest })).toEqual(none)
  // No row at all.
  expect(keptOf({}, { fminHz: 5.1, fmaxHz: 5.2 })).toEqual(none)
})

test('outliers of 1600 x 3000 are listed in what may be kept, where a binding holds enough of them', () => {
  const large = { ...WEBGPU_DEFAULTS, bindingBytes: 2 ** 31 }
  const plan = planStransform(shape, step, large)
  expect(namesOfKept(plan)).toEqual(LISTED)
  expect(keptBytesOf(plan)).toBeLessThanOrEqual(large.keptBytes)
  expect(keptBytesOf(plan)).toBeGreaterThan(0.9999 * large.keptBytes)
  expect(plan.findings).toEqual({ nWords: 1 + 305, reach: { kept: 2 ** 1.5, wanted: 3 } })
  expect(planStransform(shape, { ...step, rule: 'soft' }, large).findings!.reach).toBeNull()
  expect(planStransform(shape, step, { ...large, keptBytes: 0 }).findings).toBeNull()
  expect(planStransform(shape, step, WEBGPU_DEFAULTS).findings).toBeNull()
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
