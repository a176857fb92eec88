// Plan: the pictures that are known pixel by pixel, at one and two device pixels a CSS pixel. And what the shaders draw
// equals the canvas twin, entry by entry of the colour table: views from decimated to zoomed in, one and several tiles,
// bad samples, a panel past the gather, strided extremes, display gains over tiles, wiggles over the colours.
// Reuse is tested by drawing again after samples, size and table change. Every drawing runs in a validation scope.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { PANEL_NAMES, type PanelName } from '../../src/core/view.ts'
import { type GpuDevice, openGpuDevice } from '../../src/gpu/device.ts'
import { colourTable } from '../../src/panels/colour-maps.ts'
import { densityPixels, pixelMeans } from '../../src/panels/density-canvas.ts'
import { DensityRenderer } from '../../src/panels/density-webgpu.ts'
import { gainField } from '../../src/panels/gain.ts'
import type { PanelScene } from '../../src/panels/panel-scene.ts'
import { UploadedBlock } from '../../src/panels/upload-tiles.ts'
import { fitViewport, type PanelSize, type Viewport } from '../../src/panels/viewport.ts'
import { wigglePoints } from '../../src/panels/wiggle.ts'
import { drawWiggles } from '../../src/panels/wiggle-canvas.ts'
import { testGpu } from '../gpu-device.ts'
import { atRatio, KNOWN_PICTURES, PIXEL_RATIOS, wrongPixels } from './known-pictures.ts'
import { readTexture, TARGET_USAGE } from './read-texture.ts'

const [N_SAMPLES, N_TRACES] = [160, 90]
const SIZE: PanelSize = { width: 64, height: 48 }

let gpu: GpuDevice
let renderer: DensityRenderer

beforeAll(async () => {
  gpu = await openGpuDevice({ gpu: testGpu() })
  renderer = DensityRenderer.create(gpu.device, 'rgba8unorm')
})
afterAll(() => {
  renderer.dispose()
  gpu.close()
})

function block(at: (sample: number, trace: number) => number, nSamples = N_SAMPLES, nTraces = N_TRACES): TraceBlock {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < nSamples; i++) for (let j = 0; j < nTraces; j++) samples[i * nTraces + j] = at(i, j)
  return { nSamples, nTraces, samples }
}

/** Deterministic values in [-1, 1) without a pattern. */
function random(sample: number, trace: number): number {
  const x = Math.sin(sample * 12.9898 + trace * 78.233) * 43758.5453
  return 2 * (x - Math.floor(x)) - 1
}

const before = block((i, j) => random(i, j) + 2 * Math.sin(i / 5 + j / 9))
const after = block((i, j) => 0.3 * random(i, j) + 2 * Math.sin(i / 5 + j / 9))
const whole = fitViewport(before)
const look = {
  clip: 1.5,
  noiseGain: 2,
  colourMap: 'grey',
  reversed: false,
  isSmooth: false,
  gain: null,
  wiggle: null,
} as const

interface Case extends Omit<PanelScene, 'samples' | 'replaced'> {
  readonly before: TraceBlock
  readonly after: TraceBlock
  readonly panels?: readonly PanelName[]
  readonly size?: PanelSize
  readonly tilesOf?: { readonly before: number; readonly after: number }
}

const plain = { ...look, before, after, viewport: whole } satisfies Case

async function drawByGpu(drawn: Case): Promise<Map<PanelName, Uint8Array>> {
  const { device } = gpu
  const { size = SIZE, panels = PANEL_NAMES, tilesOf } = drawn
  const tileBytes = (traces: number | undefined) => (traces ? 4 * traces * drawn.before.nSamples : undefined)
  device.pushErrorScope('validation')
  const first = new UploadedBlock(device, tileBytes(tilesOf?.before))
  const second = new UploadedBlock(device, tileBytes(tilesOf?.after))
  const targets = panels.map((panel) => {
    const texture = device.createTexture({ size: [size.width, size.height], format: 'rgba8unorm', usage: TARGET_USAGE })
    return { panel, texture, view: texture.createView() }
  })
  renderer.draw({ ...drawn, size, targets, before: first.upload(drawn.before), after: second.upload(drawn.after) })
  const pictures = new Map<PanelName, Uint8Array>()
  for (const { panel, texture } of targets) {
    pictures.set(panel, await readTexture(device, texture))
    texture.destroy()
  }
  first.dispose()
  second.dispose()
  expect((await device.popErrorScope())?.message).toBeUndefined()
  return pictures
}

/**
 * Both paths sum the same weights times the same samples, one in float32 and one in double precision: a mean next
 * to a step of the table may fall on the other side, so that a pixel may be one entry off; no other difference.
 */
async function expectTwins(drawn: Case): Promise<void> {
  const size = drawn.size ?? SIZE
  const means = [drawn.before, drawn.after].map((each) =>
    pixelMeans(each, drawn.viewport, size, drawn.gain, drawn.isSmooth),
  )
  const table = new Uint32Array(colourTable(drawn.colourMap, drawn.reversed).buffer)
  for (const [panel, picture] of await drawByGpu(drawn)) {
    const expected = new Uint32Array(densityPixels(means[0]!, means[1]!, panel, drawn).buffer)
    const actual = new Uint32Array(picture.buffer)
    const wrong: string[] = []
    let nOff = 0
    actual.forEach((colour, pixel) => {
      if (colour === expected[pixel]) return
      nOff++
      const distance = Math.abs(table.indexOf(colour) - table.indexOf(expected[pixel]!))
      const isNeighbour = table.includes(colour) && table.includes(expected[pixel]!) && distance === 1
      if (!isNeighbour || colour === table[0] || expected[pixel] === table[0])
        wrong.push(`${pixel % size.width},${Math.floor(pixel / size.width)}`)
    })
    expect(wrong, `pixels x,y of ${panel}`).toEqual([])
    expect(nOff, `neighbouring entries in ${panel}`).toBeLessThanOrEqual(Math.ceil(actual.length / 100))
  }
}

describe('views', () => {
  const views: readonly (readonly [string, Viewport])[] = [
    ['the whole gather, 3.3 x 1.4 samples a pixel', whole],
    ['a part with borders inside samples', { startSample: 10.3, endSample: 140.9, startTrace: 3.7, endTrace: 88.1 }],
    ['8 x 9 samples, each many pixels', { startSample: 50, endSample: 58, startTrace: 70.5, endTrace: 79.5 }],
    ['averaging in time, nearest in traces', { startSample: 0, endSample: 160, startTrace: 86, endTrace: 90 }],
    ['one pixel a sample', { startSample: 5, endSample: 53, startTrace: 20, endTrace: 84 }],
    ['past the end of the gather', { startSample: 100, endSample: 200, startTrace: 60, endTrace: 120 }],
  ]
  test.each(views)('%s', (_, viewport) => expectTwins({ ...plain, viewport }))

  test('smooth and then in rectangles, across tiles', async () => {
    const viewport = { startSample: 50.2, endSample: 58, startTrace: 40, endTrace: 49.5 }
    await expectTwins({ ...plain, viewport, isSmooth: true, tilesOf: { before: 45, after: 7 } })
    await expectTwins({ ...plain, viewport })
  })
})

describe('display gain', () => {
  test.each([{ kind: 'time-power', power: 1.25 }, { kind: 'agc', windowMs: 60 }, { kind: 'balance' }] as const)(
    '$kind, over tiles and none after it',
    async (kind) => {
      const gain = gainField(before, kind, 2)
      await expectTwins({ ...plain, gain, tilesOf: { before: 45, after: 32 } })
      await expectTwins({
        ...plain,
        gain,
        viewport: { startSample: 50, endSample: 58, startTrace: 70.5, endTrace: 79.5 },
      })
    },
  )

  test('a gain of more factors, then of fewer, then none', async () => {
    await expectTwins({ ...plain, gain: gainField(before, { kind: 'balance' }, 2) })
    await expectTwins({ ...plain, gain: gainField(before, { kind: 'agc', windowMs: 20 }, 2) })
    await expectTwins({ ...plain, gain: gainField(before, { kind: 'balance' }, 2) })
    await expectTwins(plain)
  })
})

describe('wiggles', () => {
  const near: Viewport = { startSample: 40.3, endSample: 52.1, startTrace: 30.4, endTrace: 38.9 }
  const bad = block((i, j) => (i === 45 && j === 33 ? Number.NaN : before.samples[i * N_TRACES + j]!))

  test.each<readonly [string, Partial<Case> & Pick<Case, 'wiggle'>]>([
    ['lines between samples', { wiggle: { fillsPositive: false, lineWidth: 1 } }],
    [
      'variable area, reversed, at a clip far exceeded',
      { wiggle: { fillsPositive: true, lineWidth: 1 }, reversed: true, clip: 0.3 },
    ],
    ['at two device pixels', { wiggle: { fillsPositive: true, lineWidth: 2 }, size: { width: 128, height: 96 } }],
    [
      'with samples a pixel row',
      { wiggle: { fillsPositive: true, lineWidth: 1 }, viewport: { ...near, startSample: 3.3, endSample: 151 } },
    ],
    [
      'at the corner of the gather and over tiles',
      {
        wiggle: { fillsPositive: true, lineWidth: 1 },
        viewport: { startSample: 148, endSample: 160, startTrace: 82, endTrace: 90 },
        tilesOf: { before: 45, after: 7 },
      },
    ],
    [
      'around a bad sample, light on dark',
      { wiggle: { fillsPositive: true, lineWidth: 1 }, before: bad, colourMap: 'blue-orange-dark' },
    ],
    [
      'with a display gain',
      { wiggle: { fillsPositive: true, lineWidth: 1 }, gain: gainField(before, { kind: 'agc', windowMs: 60 }, 2) },
    ],
  ])('%s', async (_, changes) => {
    const drawn: Case = { ...plain, viewport: near, ...changes }
    await expectSameWiggles(drawn, drawn.size ?? SIZE)
  })

  /**
   * The colours may be one entry off and so, in the maps taken here, two levels; the coverage of a pixel, worked out in
   * single precision, and the blending in eight bits add two. 1 - cover of what lies below shrinks the first.
   */
  async function expectSameWiggles(drawn: Case, size: PanelSize): Promise<void> {
    const meansOf = (viewport: Viewport, of: PanelSize) =>
      [drawn.before, drawn.after].map((each) => pixelMeans(each, viewport, of, drawn.gain))
    const means = meansOf(drawn.viewport, size)
    const points = wigglePoints(drawn.viewport, size)
    const amplitudes = meansOf(points.viewport, points.size)
    for (const [panel, picture] of await drawByGpu(drawn)) {
      const colours = densityPixels(means[0]!, means[1]!, panel, drawn)
      const expected = colours.slice()
      drawWiggles(expected, size, points, amplitudes[0]!, amplitudes[1]!, panel, { ...drawn, wiggle: drawn.wiggle! })
      const isDrawn = expected.filter((level, at) => level !== colours[at]).length / expected.length
      expect(isDrawn, `share of ${panel} under wiggles`).toBeGreaterThan(0.1)
      const worst = picture.reduce((most, level, at) => Math.max(most, Math.abs(level - expected[at]!)), 0)
      expect(worst, `levels in ${panel}`).toBeLessThanOrEqual(4)
    }
  }
})

describe('tiles', () => {
  test.each([
    [45, 45],
    [7, 90],
    [1, 32],
  ])('of %i and %i traces show no border', (tileBefore, tileAfter) =>
    expectTwins({ ...plain, tilesOf: { before: tileBefore, after: tileAfter } }),
  )

  test('zoomed in across a border', () =>
    expectTwins({
      ...plain,
      viewport: { startSample: 0, endSample: 6, startTrace: 42, endTrace: 48 },
      tilesOf: { before: 45, after: 45 },
    }))
})

describe('known pictures', () => {
  test.each(PIXEL_RATIOS)('at %i device pixels a CSS pixel', async (ratio) => {
    for (const picture of KNOWN_PICTURES)
      for (const [panel, pixels] of await drawByGpu(atRatio(picture, ratio)))
        expect(wrongPixels(picture, ratio, panel, pixels), `${panel} of ${picture.name}`).toEqual([])
  })

  test('noise is exactly zero where nothing was removed', async () => {
    const pictures = await drawByGpu({ ...plain, after: before, noiseGain: 32, panels: ['noise'] })
    for (let i = 0; i < 4 * SIZE.width * SIZE.height; i += 4) expect(pictures.get('noise')?.[i]).toBe(128)
  })
})

describe('extremes', () => {
  test('a checkerboard at Nyquist is mid grey', async () => {
    const board = block((i, j) => ((i + j) % 2 === 0 ? 1 : -1), 96, 128)
    const pictures = await drawByGpu({ ...plain, before: board, after: board, viewport: fitViewport(board) })
    for (let i = 0; i < 4 * SIZE.width * SIZE.height; i += 4) expect(pictures.get('before')?.[i]).toBe(128)
  })

  test('NaN and infinities are marked in every panel that they concern', () =>
    expectTwins({
      ...plain,
      colourMap: 'blue-white-red',
      before: block((i, j) =>
        i === 80 && j === 45 ? Number.NaN : i === 9 && j === 3 ? Number.NEGATIVE_INFINITY : 0.2,
      ),
      after: block((i, j) => (i === 30 && j === 60 ? Number.POSITIVE_INFINITY : 0.1)),
      tilesOf: { before: 45, after: 45 },
    }))

  test('the largest float32 amplitudes neither overflow nor turn into marks', () => {
    const huge = 3e38
    const [up, down] = [block(() => huge), block(() => -huge)]
    return expectTwins({ ...plain, before: up, after: down, panels: ['before', 'after'], clip: 1e-30 })
  })

  test('one sample, one pixel', async () => {
    const one = block(() => 1, 1, 1)
    await expectTwins({ ...plain, before: one, after: one, viewport: fitViewport(one), size: { width: 1, height: 1 } })
    await expectTwins({ ...plain, before: one, after: one, viewport: fitViewport(one) })
  })

  test('more than 64 samples a pixel are strided alike', () => {
    const long = block(random, 2000, 3)
    return expectTwins({
      ...plain,
      before: long,
      after: long,
      viewport: fitViewport(long),
      size: { width: 2, height: 9 },
    })
  })
})

describe('drawing again', () => {
  test('follows samples, size and table, and leaves nothing of the drawing before', async () => {
    await expectTwins({ ...plain, panels: ['after'] })
    await expectTwins({ ...plain, size: { width: 33, height: 21 }, colourMap: 'blue-orange' })
    await expectTwins({ ...plain, before: after, after: before })
    await expectTwins(plain)
  })

  test('an upload of a new block of the same size keeps the buffer, the same block is not copied', async () => {
    const upload = new UploadedBlock(gpu.device)
    const own = { ...before, samples: before.samples.slice() }
    const tiles = upload.upload(own)
    expect(upload.upload(own)).toBe(tiles)
    expect(upload.upload(after).tiles[0]?.buffer).toBe(tiles.tiles[0]?.buffer)
    upload.dispose()
  })

  test('refuses unlike sizes and a clip of zero', () => {
    const tiles = (nTraces: number) => ({ nSamples: 4, nTraces, tiles: [] })
    const drawing = { ...look, viewport: whole, size: SIZE, targets: [], before: tiles(3) }
    expect(() => renderer.draw({ ...drawing, after: tiles(4) })).toThrow('differ in size')
    expect(() => renderer.draw({ ...drawing, after: tiles(3), clip: 0 })).toThrow('above zero')
  })
})
