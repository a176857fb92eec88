// Plan: the WebGPU surface draws each canvas with its own panel at its own size, the same from blocks as from
// tiles on the device, and clears to transparent. Canvases are stand-ins whose current texture can be read back.
// Control: pixels equal the canvas twin where no mean lies at a step of the table (amplitudes are such steps' middles).
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { PANEL_NAMES } from '../../src/core/view.ts'
import { type GpuDevice, openGpuDevice } from '../../src/gpu/device.ts'
import { densityPixels, pixelMeans } from '../../src/panels/density-canvas.ts'
import type { PanelCanvases, PanelScene } from '../../src/panels/panel-scene.ts'
import { UploadedBlock } from '../../src/panels/upload-tiles.ts'
import { fitViewport } from '../../src/panels/viewport.ts'
import { WebGpuSurface } from '../../src/panels/webgpu-surface.ts'
import { testGpu } from '../gpu-device.ts'
import { readTexture, TARGET_USAGE } from './read-texture.ts'

let gpu: GpuDevice
beforeAll(async () => {
  gpu = await openGpuDevice({ gpu: testGpu() })
})
afterAll(() => gpu.close())

function fakeCanvas(width: number, height: number) {
  const texture = gpu.device.createTexture({ size: [width, height], format: 'rgba8unorm', usage: TARGET_USAGE })
  const context = { configure: () => {}, unconfigure: () => {}, getCurrentTexture: () => texture }
  return { width, height, texture, getContext: (kind: string) => (kind === 'webgpu' ? context : null) }
}

const before: TraceBlock = { nSamples: 6, nTraces: 4, samples: Float32Array.from({ length: 24 }, (_, i) => i - 12) }
const after: TraceBlock = { nSamples: 6, nTraces: 4, samples: before.samples.map((value) => 2 * Math.floor(value / 4)) }
const look = {
  viewport: fitViewport(before),
  clip: 127,
  noiseGain: 1,
  colourMap: 'blue-orange',
  reversed: true,
  isSmooth: false,
  gain: null,
  wiggle: null,
  replaced: null,
} as const

test('three canvases, from blocks and from tiles, then cleared', async () => {
  const { device } = gpu
  device.pushErrorScope('validation')
  const canvases = { before: fakeCanvas(4, 6), after: fakeCanvas(8, 12), noise: fakeCanvas(4, 6) }
  const surface = new WebGpuSurface(canvases as object as PanelCanvases, device, 'rgba8unorm')
  const uploads = { before: new UploadedBlock(device), after: new UploadedBlock(device, 4 * 6) }
  const tiles = { before: uploads.before.upload(before), after: uploads.after.upload(after) }
  expect(tiles.after.tiles).toHaveLength(4)
  const sources: readonly PanelScene['samples'][] = [
    { kind: 'blocks', before, after },
    { kind: 'tiles', ...tiles },
  ]
  for (const samples of sources) {
    surface.draw({ ...look, samples })
    for (const panel of PANEL_NAMES) {
      const { texture } = canvases[panel]
      const means = [before, after].map((block) => pixelMeans(block, look.viewport, texture))
      const expected = new Uint8Array(densityPixels(means[0]!, means[1]!, panel, look))
      expect(await readTexture(device, texture), `${panel} from ${samples.kind}`).toEqual(expected)
    }
  }
  // Recipes compared: another After, in memory, in place of Before.
  const other = { ...before, samples: after.samples.map((value) => 3 * value) }
  surface.draw({ ...look, samples: { kind: 'tiles', ...tiles }, replaced: { of: 'before', by: other } })
  const means = [other, after].map((block) => pixelMeans(block, look.viewport, canvases.noise.texture))
  const difference = new Uint8Array(densityPixels(means[0]!, means[1]!, 'noise', look))
  expect(await readTexture(device, canvases.noise.texture)).toEqual(difference)
  surface.clear()
  expect(new Set(await readTexture(device, canvases.noise.texture))).toEqual(new Set([0]))
  surface.dispose()
  expect((await device.popErrorScope())?.message).toBeUndefined()
})

test('a canvas that was drawn with a 2-D context is refused', () => {
  const canvases = { before: { width: 1, height: 1, getContext: () => null } } as object as PanelCanvases
  expect(() => new WebGpuSurface(canvases, gpu.device, 'rgba8unorm')).toThrow('cannot be drawn by WebGPU')
})
