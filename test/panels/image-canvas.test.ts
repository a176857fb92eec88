/* Plan: values from 0 to 1 become colours from dark to pale by the rule of the panels; beyond them the ends; nothing outside. */
import { expect, it } from 'vitest'
import { imagePixels } from '../../src/panels/image-canvas.ts'

const image = { nSamples: 2, nTraces: 4, samples: Float32Array.of(0, 0.25, 0.5, 1, -1, 0, 2, 1) }
const view = { startSample: 0, endSample: 2, startTrace: 0, endTrace: 4 }
const lightness = (pixels: Uint8ClampedArray, at: number) => pixels[4 * at]! + pixels[4 * at + 1]! + pixels[4 * at + 2]!

it('is lighter the higher the value, and ends at 0 and 1', () => {
  const pixels = imagePixels(image, view, { width: 4, height: 2 })
  const row = [0, 1, 2, 3].map((at) => lightness(pixels, at))
  expect(row).toEqual(row.toSorted((a, b) => a - b))
  expect(new Set(row).size).toBe(4)
  expect([lightness(pixels, 4), lightness(pixels, 6)]).toEqual([row[0], row[3]])
  expect(pixels[3]).toBe(255)
})

it('shows the mean of what a pixel covers, and nothing outside the gather', () => {
  const half = imagePixels(image, view, { width: 1, height: 1 })
  const same = imagePixels({ ...image, samples: new Float32Array(8).fill(3.75 / 8) }, view, { width: 1, height: 1 })
  expect(half).toEqual(same)
  const beside = imagePixels(image, { ...view, endTrace: 8 }, { width: 8, height: 2 })
  expect([beside[4 * 3 + 3], beside[4 * 4 + 3]]).toEqual([255, 0])
})
