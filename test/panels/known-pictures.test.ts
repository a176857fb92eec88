// Plan: the canvas path against pictures that are known pixel by pixel: each map and its reverse, the clip at its
// percentiles, each display gain, minification by area, magnification in rectangles and smooth, wiggles and areas, at
// device pixel ratios 1 and 2. The GPU's run of the same pictures is in density-webgpu.gpu.test.ts. Reversed polarity is
// the picture of the negated gather. Control: a picture with one wrong pixel is found out.
import { describe, expect, test } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { COLOUR_MAPS, PANEL_NAMES, type PanelName } from '../../src/core/view.ts'
import { densityPixels, pixelMeans } from '../../src/panels/density-canvas.ts'
import type { PanelSize, Viewport } from '../../src/panels/viewport.ts'
import { wigglePoints } from '../../src/panels/wiggle.ts'
import { drawWiggles } from '../../src/panels/wiggle-canvas.ts'
import { atRatio, KNOWN_PICTURES, type KnownPicture, PIXEL_RATIOS, wrongPixels } from './known-pictures.ts'

type Drawn = Omit<KnownPicture, 'name' | 'colourAt'>

function drawByCanvas(drawn: Drawn, panel: PanelName): Uint8Array {
  const { before, after, size, viewport, gain, isSmooth, wiggle } = drawn
  const meansOf = (seen: Viewport, of: PanelSize, smooth: boolean) =>
    [before, after].map((each) => pixelMeans(each, seen, of, gain, smooth))
  const [first, second] = meansOf(viewport, size, isSmooth)
  const pixels = densityPixels(first!, second!, panel, drawn)
  if (wiggle !== null) {
    const points = wigglePoints(viewport, size)
    const [left, right] = meansOf(points.viewport, points.size, false)
    drawWiggles(pixels, size, points, left!, right!, panel, { ...drawn, wiggle })
  }
  return new Uint8Array(pixels.buffer)
}

describe.each(PIXEL_RATIOS)('at %i device pixels a CSS pixel', (ratio) => {
  test.each(KNOWN_PICTURES.map((picture) => [picture.name, picture] as const))('%s', (_, picture) => {
    for (const panel of PANEL_NAMES)
      expect(wrongPixels(picture, ratio, panel, drawByCanvas(atRatio(picture, ratio), panel)), panel).toEqual([])
  })
})

test.each([...COLOUR_MAPS])('%s reversed is the picture of the negated gather', (colourMap) => {
  const { before } = KNOWN_PICTURES.find(({ name }) => name === '12 samples a pixel')!
  const negated = ({ samples, ...size }: TraceBlock): TraceBlock => ({
    ...size,
    samples: samples.map((value) => -value),
  })
  const after = { ...before, samples: before.samples.map((value, at) => 0.37 * value + (at % 7)) }
  const plain: Drawn = {
    ...KNOWN_PICTURES[0]!,
    before,
    after,
    colourMap,
    viewport: { startSample: 2, endSample: 9, startTrace: 1.3, endTrace: 7 },
    size: { width: 36, height: 20 },
    wiggle: { fillsPositive: true, lineWidth: 1 },
  }
  for (const panel of PANEL_NAMES)
    expect(drawByCanvas({ ...plain, reversed: true }, panel)).toEqual(
      drawByCanvas({ ...plain, before: negated(before), after: negated(after) }, panel),
    )
})

test('control: one wrong pixel is found out', () => {
  const picture = KNOWN_PICTURES[0]!
  const pixels = drawByCanvas(picture, 'before')
  pixels[4 * 3 + 1]! -= 2
  expect(wrongPixels(picture, 1, 'before', pixels)).toHaveLength(1)
})
