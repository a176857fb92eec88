import type { PanelName } from '../core/view.ts'
import type { PixelMeans } from './density-canvas.ts'
import { amplitudeLimit, type PanelScene } from './panel-scene.ts'
import { COVERAGE_WORDS } from './pixel-coverage.ts'
import type { PanelSize } from './viewport.ts'
import { WIGGLE_OPACITY, type WigglePoints, type WiggleStyle, wiggleRgb } from './wiggle.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** How much of each pixel curves and fills cover, 0 to 1; `add` keeps the largest. */
interface Coverage extends PanelSize {
  readonly parts: Float32Array<ArrayBuffer>
}

/**
 * Draws the wiggles of one panel over its pixels, RGBA, row by row. `before` and `after` are the means of the points,
 * (size of points). Twin of shaders/panels/wiggles.wgsl, which asks of each pixel what this tells each curve.
 */
export function drawWiggles(
  pixels: Uint8ClampedArray,
  size: PanelSize,
  points: WigglePoints,
  before: PixelMeans,
  after: PixelMeans,
  panel: PanelName,
  scene: Pick<PanelScene, 'clip' | 'noiseGain' | 'colourMap' | 'reversed'> & { readonly wiggle: WiggleStyle },
): void {
  const scale = (scene.reversed ? -1 : 1) / amplitudeLimit(panel, scene)
  const { width: nCurves, height: nPoints } = points.size
  const coverage = { ...size, parts: new Float32Array(size.width * size.height) }
  const curve = new Float64Array(nPoints)
  for (let j = 0; j < nCurves; j++) {
    for (let k = 0; k < nPoints; k++) curve[k] = scale * amplitudeAt(before, after, panel, k, j)
    drawCurve(coverage, curve, points, j, scene.wiggle)
  }
  blend(pixels, coverage.parts, wiggleRgb(scene.colourMap))
}

/** NaN where the panel has no amplitude: outside the gather, or not finite in Before or After where both count. */
function amplitudeAt(before: PixelMeans, after: PixelMeans, panel: PanelName, k: number, j: number): number {
  const { rows, columns } = before
  const isInside = rows.words[k * COVERAGE_WORDS + 1] !== 0 && columns.words[j * COVERAGE_WORDS + 1] !== 0
  if (!isInside) return Number.NaN
  const at = k * columns.nPixels + j
  if (panel === 'before') return before.means[at]!
  return panel === 'after' ? after.means[at]! : before.means[at]! - after.means[at]!
}

function drawCurve(coverage: Coverage, curve: Float64Array, points: WigglePoints, j: number, style: WiggleStyle): void {
  const { zeros, swing, firstY, spacingY } = points
  const zero = zeros[j]!
  for (let k = 0; k + 1 < curve.length; k++) {
    const [from, to] = [curve[k]!, curve[k + 1]!]
    if (!Number.isFinite(from) || !Number.isFinite(to)) continue
    const upper = firstY + k * spacingY
    const at = (part: number): Point => ({
      x: zero + swing * limited(from + part * (to - from)),
      y: upper + part * spacingY,
    })
    // Where the amplitude passes the clip the curve goes on along its edge.
    const [first, last] = [partInside(from, from, to), partInside(to, from, to)]
    if (first > 0) drawLine(coverage, at(0), at(first), style.lineWidth)
    drawLine(coverage, at(first), at(last), style.lineWidth)
    if (last < 1) drawLine(coverage, at(last), at(1), style.lineWidth)
    if (!style.fillsPositive) continue
    const [start, end] = [upper, upper + spacingY].map((y) => Math.ceil(y - 0.5))
    for (let row = start!; row < end!; row++) {
      const value = limited(from + ((row + 0.5 - upper) / spacingY) * (to - from))
      if (value > 0) fillRow(coverage, row, zero, zero + swing * value)
    }
  }
}

/** How far along a segment the amplitude is the clipped one of the end `value`: 0 at `from`, 1 at `to`. */
function partInside(value: number, from: number, to: number): number {
  if (from === to) return value === limited(value) ? 1 : 0
  return Math.min(1, Math.max(0, (limited(value) - from) / (to - from)))
}

function limited(value: number): number {
  return Math.min(1, Math.max(-1, value))
}

/** A line without caps of its own: what is nearer than half its width, the last pixel by its distance. */
function drawLine(coverage: Coverage, from: Point, to: Point, lineWidth: number): void {
  const reach = lineWidth / 2 + 0.5
  const [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach]
  const [top, bottom] = [Math.min(from.y, to.y) - reach, Math.max(from.y, to.y) + reach]
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  for (let y = Math.max(0, Math.floor(top - 0.5)); y < coverage.height && y + 0.5 < bottom; y++)
    for (let x = Math.max(0, Math.floor(left - 0.5)); x < coverage.width && x + 0.5 < right; x++) {
      const awayX = x + 0.5 - from.x
      const awayY = y + 0.5 - from.y
      const part = length > 0 ? Math.min(1, Math.max(0, (awayX * dx + awayY * dy) / length)) : 0
      const restX = awayX - part * dx
      const restY = awayY - part * dy
      const square = restX * restX + restY * restY
      if (square < reach * reach) cover(coverage, x, y, reach - Math.sqrt(square))
    }
}

function fillRow(coverage: Coverage, row: number, from: number, to: number): void {
  if (row < 0 || row >= coverage.height) return
  for (let x = Math.max(0, Math.floor(from)); x < coverage.width && x < to; x++)
    cover(coverage, x, row, Math.min(x + 1, to) - Math.max(x, from))
}

function cover({ parts, width }: Coverage, x: number, y: number, part: number): void {
  const at = y * width + x
  if (part > parts[at]!) parts[at] = Math.min(1, part)
}

function blend(pixels: Uint8ClampedArray, parts: Float32Array, rgb: readonly number[]): void {
  for (let pixel = 0; pixel < parts.length; pixel++) {
    const part = parts[pixel]!
    // Nothing lies over what is transparent: the gaps of true spacing.
    if (part === 0 || pixels[4 * pixel + 3] === 0) continue
    const opacity = part * WIGGLE_OPACITY
    for (let channel = 0; channel < 3; channel++) {
      const at = 4 * pixel + channel
      pixels[at] = pixels[at]! + opacity * (rgb[channel]! - pixels[at]!)
    }
  }
}
