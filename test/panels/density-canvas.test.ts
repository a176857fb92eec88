// Plan: the drawing rule of src/panels/README.md, pixel by pixel: box mean when samples share a pixel (a checkerboard
// is mid grey), nearest sample when zoomed in, noise = before - after, marks for bad samples and for no data.
// Checked against a brute-force mean of area overlaps. Control: one pixel a sample returns the samples themselves.
import { describe, expect, test } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { colourTable, tableEntry } from '../../src/panels/colour-maps.ts'
import { densityPixels, pixelMeans } from '../../src/panels/density-canvas.ts'
import { fitViewport, type PanelSize, type Viewport } from '../../src/panels/viewport.ts'

function block(nSamples: number, nTraces: number, at: (sample: number, trace: number) => number): TraceBlock {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < nSamples; i++) for (let j = 0; j < nTraces; j++) samples[i * nTraces + j] = at(i, j)
  return { nSamples, nTraces, samples }
}

/** Deterministic values in [-1, 1) without a pattern. */
function noise(sample: number, trace: number): number {
  const x = Math.sin(sample * 12.9898 + trace * 78.233) * 43758.5453
  return 2 * (x - Math.floor(x)) - 1
}

const scene = { clip: 1, noiseGain: 1, colourMap: 'grey', reversed: false } as const

function drawOne(data: TraceBlock, viewport: Viewport, size: PanelSize): Uint8ClampedArray {
  const means = pixelMeans(data, viewport, size)
  return densityPixels(means, means, 'before', scene)
}

function greyAt(pixels: Uint8ClampedArray, width: number, x: number, y: number): number {
  return pixels[4 * (y * width + x)]!
}

describe('many samples a pixel', () => {
  test('a checkerboard at Nyquist is mid grey everywhere, however it falls on the pixels', () => {
    const checkerboard = block(96, 128, (i, j) => ((i + j) % 2 === 0 ? 1 : -1))
    for (const size of [
      { width: 64, height: 48 },
      { width: 32, height: 24 },
      { width: 16, height: 48 },
    ]) {
      const pixels = drawOne(checkerboard, fitViewport(checkerboard), size)
      for (let i = 0; i < pixels.length; i += 4) expect(pixels[i]).toBe(128)
    }
  })

  test('equal the mean of what they cover, by area', () => {
    const data = block(50, 37, noise)
    const viewport = { startSample: 3.25, endSample: 48.5, startTrace: 0.4, endTrace: 36.9 }
    const { means } = pixelMeans(data, viewport, { width: 11, height: 13 })
    const [height, width] = [(48.5 - 3.25) / 13, (36.9 - 0.4) / 11]
    for (let y = 0; y < 13; y++)
      for (let x = 0; x < 11; x++) {
        let sum = 0
        for (let i = 0; i < 50; i++)
          for (let j = 0; j < 37; j++)
            sum +=
              overlap(i, 3.25 + y * height, height) * overlap(j, 0.4 + x * width, width) * data.samples[i * 37 + j]!
        // Weights are float32: 24 bits each along two axes.
        expect(Math.abs(means[y * 11 + x]! - sum / (height * width))).toBeLessThan(1e-6)
      }
  })

  test('of one amplitude stay at that amplitude at every edge', () => {
    const data = block(101, 67, () => 0.5)
    const pixels = drawOne(
      data,
      { startSample: 0.3, endSample: 100.9, startTrace: 1.7, endTrace: 66.2 },
      { width: 9, height: 7 },
    )
    for (let i = 0; i < pixels.length; i += 4) expect(pixels[i]).toBe(256 - tableEntry(0.5, 1))
  })
})

describe('fewer samples than pixels', () => {
  test('show flat rectangles of the nearest sample', () => {
    const data = block(2, 2, (i, j) => (i === j ? 1 : -1))
    const pixels = drawOne(data, fitViewport(data), { width: 6, height: 4 })
    const rows = Array.from({ length: 4 }, (_, y) => Array.from({ length: 6 }, (_, x) => greyAt(pixels, 6, x, y)))
    const upper = [1, 1, 1, 255, 255, 255]
    expect(rows).toEqual([upper, upper, upper.toReversed(), upper.toReversed()])
  })

  test('smooth, are linear between the centres of samples along both axes', () => {
    const data = block(3, 3, (i, j) => 2 * i - 3 * j)
    const size = { width: 12, height: 30 }
    const { means } = pixelMeans(data, fitViewport(data), size, null, true)
    const centre = (pixel: number, count: number) => Math.min(2, Math.max(0, (3 * (pixel + 0.5)) / count - 0.5))
    // Weights are float32.
    means.forEach((mean, at) => {
      const [x, y] = [centre(at % 12, 12), centre(Math.floor(at / 12), 30)]
      expect(Math.abs(mean - (2 * y - 3 * x))).toBeLessThan(1e-6)
    })
  })

  test('one sample fills the panel', () => {
    const pixels = drawOne(
      block(1, 1, () => -1),
      { startSample: 0, endSample: 1, startTrace: 0, endTrace: 1 },
      { width: 5, height: 3 },
    )
    expect(new Set(pixels)).toEqual(new Set([255]))
  })

  test('along one axis only still average along the other', () => {
    const data = block(8, 2, (i) => (i % 2 === 0 ? 1 : -1))
    const pixels = drawOne(data, fitViewport(data), { width: 4, height: 4 })
    for (let i = 0; i < pixels.length; i += 4) expect(pixels[i]).toBe(128)
  })
})

describe('control', () => {
  test('one pixel a sample shows each sample', () => {
    const data = block(7, 5, noise)
    const { means } = pixelMeans(data, fitViewport(data), { width: 5, height: 7 })
    expect([...means]).toEqual([...data.samples])
  })
})

describe('noise', () => {
  const before = block(60, 40, noise)
  const after = block(60, 40, (i, j) => 0.5 * noise(i, j))
  const size = { width: 17, height: 23 }
  const viewport = { startSample: 1.5, endSample: 59, startTrace: 2.25, endTrace: 39 }

  test('is Before minus After in every pixel, at its own gain', () => {
    const [first, second] = [pixelMeans(before, viewport, size), pixelMeans(after, viewport, size)]
    const pixels = densityPixels(first, second, 'noise', { ...scene, noiseGain: 4 })
    first.means.forEach((mean, pixel) => {
      expect(pixels[4 * pixel]).toBe(256 - tableEntry(mean - second.means[pixel]!, 0.25))
    })
  })

  test('is exactly zero where nothing was removed', () => {
    const means = pixelMeans(before, viewport, size)
    const pixels = densityPixels(means, means, 'noise', { ...scene, noiseGain: 32 })
    for (let i = 0; i < pixels.length; i += 4) expect(pixels[i]).toBe(128)
  })
})

describe('marks', () => {
  const bad = [...colourTable('grey', false).subarray(0, 4)]

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%s shows as the bad-sample colour in its pixel only, in Noise too',
    (value) => {
      const data = block(8, 8, (i, j) => (i === 2 && j === 5 ? value : 0))
      const clean = block(8, 8, () => 0)
      const size = { width: 4, height: 4 }
      const [first, second] = [data, clean].map((each) => pixelMeans(each, fitViewport(each), size))
      for (const panel of ['before', 'noise'] as const) {
        const pixels = densityPixels(first!, second!, panel, scene)
        for (let pixel = 0; pixel < 16; pixel++)
          expect([...pixels.subarray(4 * pixel, 4 * pixel + 4)]).toEqual(
            pixel === 1 * 4 + 2 ? bad : [128, 128, 128, 255],
          )
      }
    },
  )

  test('outside the gather is transparent', () => {
    const data = block(4, 4, () => 0)
    const pixels = drawOne(data, { startSample: 0, endSample: 8, startTrace: 0, endTrace: 4 }, { width: 2, height: 2 })
    expect([...pixels]).toEqual([128, 128, 128, 255, 128, 128, 128, 255, 0, 0, 0, 0, 0, 0, 0, 0])
  })
})

function overlap(index: number, from: number, length: number): number {
  return Math.max(0, Math.min(from + length, index + 1) - Math.max(from, index))
}
