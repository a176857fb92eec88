// Plan: the canvas surface draws each canvas with its own panel, means only what changed, and says why it
// cannot draw. Canvases are stand-ins that keep the pixels put on them. Control: pixels equal densityPixels.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { PANEL_NAMES } from '../../src/core/view.ts'
import { densityPixels, pixelMeans } from '../../src/panels/density-canvas.ts'
import type { PanelCanvases, PanelScene } from '../../src/panels/panel-scene.ts'
import { createCanvasSurface } from '../../src/panels/panel-surface.ts'
import { fitViewport } from '../../src/panels/viewport.ts'
import { FakeImageData } from '../fake-image-data.ts'

interface FakeCanvas {
  readonly width: number
  readonly height: number
  pixels: Uint8ClampedArray | undefined
  nDrawn: number
  getContext(kind: string): object | null
}

function fakeCanvas(width: number, height: number, kind = '2d'): FakeCanvas {
  const canvas: FakeCanvas = {
    width,
    height,
    pixels: undefined,
    nDrawn: 0,
    getContext: (asked) =>
      asked === kind
        ? {
            putImageData: (image: FakeImageData) => {
              canvas.pixels = image.data
              canvas.nDrawn += 1
            },
            clearRect: () => {
              canvas.pixels = undefined
            },
          }
        : null,
  }
  return canvas
}

const before: TraceBlock = { nSamples: 6, nTraces: 4, samples: Float32Array.from({ length: 24 }, (_, i) => i / 24) }
const after: TraceBlock = { nSamples: 6, nTraces: 4, samples: before.samples.map((value) => value / 2) }
const scene: PanelScene = {
  samples: { kind: 'blocks', before, after },
  viewport: fitViewport(before),
  clip: 1,
  noiseGain: 2,
  colourMap: 'blue-white-red',
  reversed: false,
  isSmooth: false,
  gain: null,
  wiggle: null,
  replaced: null,
}

beforeEach(() => vi.stubGlobal('ImageData', FakeImageData))
afterEach(() => vi.unstubAllGlobals())

test('each canvas shows its panel at its own size', () => {
  const canvases = { before: fakeCanvas(4, 6), after: fakeCanvas(8, 12), noise: fakeCanvas(2, 3) }
  const surface = createCanvasSurface(canvases as object as PanelCanvases)
  expect(surface.kind).toBe('canvas2d')
  surface.draw(scene)
  for (const panel of PANEL_NAMES) {
    const size = { width: canvases[panel].width, height: canvases[panel].height }
    const expected = densityPixels(
      pixelMeans(before, scene.viewport, size),
      pixelMeans(after, scene.viewport, size),
      panel,
      scene,
    )
    expect(canvases[panel].pixels).toEqual(expected)
  }
  surface.draw({ ...scene, replaced: { of: 'after', by: before } })
  expect(new Set(canvases.noise.pixels)).toEqual(new Set([255]))
  surface.clear()
  expect(canvases.noise.pixels).toBeUndefined()
})

test('a new gain reads no sample again, a new After only its own', () => {
  let reads = 0
  const counted = (block: TraceBlock): TraceBlock => ({
    nSamples: block.nSamples,
    nTraces: block.nTraces,
    get samples() {
      reads++
      return block.samples
    },
  })
  const first = counted(before)
  const canvases = { before: fakeCanvas(4, 6), after: fakeCanvas(4, 6), noise: fakeCanvas(4, 6) }
  const surface = createCanvasSurface(canvases as object as PanelCanvases)
  const samples = { kind: 'blocks', before: first, after: counted(after) } as const
  surface.draw({ ...scene, samples })
  const readsOfTwoBlocks = reads
  surface.draw({ ...scene, samples, noiseGain: 8, colourMap: 'grey' })
  expect(reads).toBe(readsOfTwoBlocks)
  surface.draw({ ...scene, samples: { ...samples, after: counted(after) } })
  expect(reads).toBe(1.5 * readsOfTwoBlocks)
})

test('a panel of which nothing has changed is not drawn again, but after it was emptied', () => {
  const canvases = { before: fakeCanvas(4, 6), after: fakeCanvas(4, 6), noise: fakeCanvas(4, 6) }
  const surface = createCanvasSurface(canvases as object as PanelCanvases)
  const nDrawn = () => PANEL_NAMES.map((panel) => canvases[panel].nDrawn)
  surface.draw(scene)
  surface.draw(scene)
  expect(nDrawn()).toEqual([1, 1, 1])
  surface.draw({ ...scene, samples: { kind: 'blocks', before, after: { ...after } } })
  expect(nDrawn()).toEqual([1, 2, 2])
  surface.draw({ ...scene, samples: { kind: 'blocks', before, after: { ...after } }, noiseGain: 5 })
  expect(nDrawn()).toEqual([1, 3, 3])
  surface.clear()
  surface.draw(scene)
  expect(nDrawn()).toEqual([2, 4, 4])
})

test('a canvas that already has another kind of context is refused', () => {
  const canvases = { before: fakeCanvas(4, 6, 'webgpu') } as object as PanelCanvases
  expect(() => createCanvasSurface(canvases)).toThrow('no 2-D context')
})

test('samples on a GPU cannot be drawn without one', () => {
  const surface = createCanvasSurface({})
  const tiles = { nSamples: 1, nTraces: 1, tiles: [] }
  expect(() => surface.draw({ ...scene, samples: { kind: 'tiles', before: tiles, after: tiles } })).toThrow(
    '2-D canvas',
  )
})
