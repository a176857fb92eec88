/** Pictures of values from 0 to 1, by the rule of the panels: a pixel larger than a sample shows the mean of what it covers. */

import type { TraceBlock } from '../core/gather.ts'
import { pixelMeans } from './density-canvas.ts'
import { mixOklab, type OkLab, oklabToRgb, oklch } from './oklab.ts'
import { pixelContext } from './pixel-context.ts'
import { COVERAGE_WORDS } from './pixel-coverage.ts'
import type { PanelSize, Viewport } from './viewport.ts'

/** From dark by orange to pale, lightness linear in the value. */
const RAMP: readonly [OkLab, OkLab, OkLab] = [oklch(0.2, 0.02, 50), oklch(0.58, 0.15, 50), oklch(0.96, 0.03, 80)]
const ENTRIES = 256

/** Fills a 2-D canvas of its own; without an image it becomes transparent. */
export function drawImage(canvas: HTMLCanvasElement, image: TraceBlock | null, viewport: Viewport): void {
  const context = pixelContext(canvas)
  const { width, height } = canvas
  if (image === null) context?.clearRect(0, 0, width, height)
  else context?.putImageData(new ImageData(imagePixels(image, viewport, { width, height }), width, height), 0, 0)
}

/** RGBA bytes of the pixels, row by row; transparent outside the gather. */
export function imagePixels(
  image: TraceBlock,
  viewport: Viewport,
  { width, height }: PanelSize,
): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns, means } = pixelMeans(image, viewport, { width, height })
  const table = new Uint32Array(rampTable().buffer)
  const pixels = new Uint32Array(width * height)
  for (let y = 0; y < height; y++) {
    if (rows.words[y * COVERAGE_WORDS + 1] === 0) continue
    for (let x = 0; x < width; x++) {
      if (columns.words[x * COVERAGE_WORDS + 1] === 0) continue
      const value = Math.min(1, Math.max(0, means[y * width + x]!))
      pixels[y * width + x] = table[Math.round(value * (ENTRIES - 1))]!
    }
  }
  return new Uint8ClampedArray(pixels.buffer)
}

/** The ramp as a CSS gradient from 0 (left) to 1. */
export function rampGradient(): string {
  const table = rampTable()
  const stops = Array.from({ length: 9 }, (_, part) => {
    const entry = 4 * Math.round((part / 8) * (ENTRIES - 1))
    return `rgb(${table[entry]!} ${table[entry + 1]!} ${table[entry + 2]!})`
  })
  return `linear-gradient(90deg, ${stops.join(', ')})`
}

function rampTable(): Uint8ClampedArray<ArrayBuffer> {
  const [dark, middle, pale] = RAMP
  const table = new Uint8ClampedArray(ENTRIES * 4)
  for (let entry = 0; entry < ENTRIES; entry++) {
    const part = (2 * entry) / (ENTRIES - 1)
    const colour = part < 1 ? mixOklab(dark, middle, part) : mixOklab(middle, pale, part - 1)
    table.set([...oklabToRgb(colour), 255], entry * 4)
  }
  return table
}
