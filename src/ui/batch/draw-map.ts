import { pixelContext } from '../../app/panel-geometry.ts'
import { type MapBox, type MapMarks, rampColour } from './map-layout.ts'

export interface MapPicture {
  readonly marks: MapMarks
  readonly figures: Float32Array
  readonly least: number
  readonly greatest: number
  readonly outliers: readonly number[]
  /** A gather with a ring around it. */
  readonly picked: number | null
  readonly box: MapBox
}

const RAMP = ['--seq-0', '--seq-1', '--seq-2', '--seq-3', '--seq-4']
const DOT = 1.4
const TRIANGLE = 5
const RING = 10
/** Steps of the ramp: more cannot be told apart, and each is a colour to be made. */
const SHADES = 64

/** One mark a gather in the colours of the theme: what is not finished is a dot, what stands out has a triangle. */
export function drawMap(canvas: HTMLCanvasElement, picture: MapPicture): void {
  const { marks, figures, least, greatest, outliers, picked, box } = picture
  const density = window.devicePixelRatio
  canvas.width = Math.round(box.width * density)
  canvas.height = Math.round(box.height * density)
  const context = pixelContext(canvas)
  if (context === null) return
  const style = getComputedStyle(canvas)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const ramp = RAMP.map(token)
  const shades = Array.from({ length: SHADES }, (_, i) => rampColour(ramp, i / (SHADES - 1)))
  context.scale(density, density)
  const [pending, { x, y, width, height }] = [token('--line-3'), marks]
  for (let gather = 0; gather < x.length; gather++) {
    if (Number.isNaN(x[gather]!) || Number.isNaN(y[gather]!)) continue
    const figure = figures[gather] ?? Number.NaN
    const isPending = Number.isNaN(figure)
    const share = greatest > least ? (figure - least) / (greatest - least) : 0.5
    const [w, h] = isPending ? [DOT, DOT] : [width, height]
    context.fillStyle = isPending ? pending : shades[Math.round(share * (SHADES - 1))]!
    context.fillRect(x[gather]! - w / 2, y[gather]! - h / 2, w, h)
  }
  for (const gather of outliers) drawTriangle(context, x[gather]!, y[gather]!, token('--bg-1'), token('--warn'))
  if (picked !== null) drawRing(context, x[picked]!, y[picked]!, token('--bg-1'), token('--fg-1'))
}

function drawRing(context: CanvasRenderingContext2D, x: number, y: number, gap: string, colour: string): void {
  context.beginPath()
  context.arc(x, y, RING, 0, 2 * Math.PI)
  strokeWithGap(context, gap, colour)
}

/** With a ring of the background around it, so that it holds on any colour. */
function drawTriangle(context: CanvasRenderingContext2D, x: number, y: number, gap: string, colour: string): void {
  context.beginPath()
  context.moveTo(x, y - TRIANGLE)
  context.lineTo(x + TRIANGLE, y + 0.8 * TRIANGLE)
  context.lineTo(x - TRIANGLE, y + 0.8 * TRIANGLE)
  context.closePath()
  strokeWithGap(context, gap, colour)
}

function strokeWithGap(context: CanvasRenderingContext2D, gap: string, colour: string): void {
  for (const [style, width] of [
    [gap, 4],
    [colour, 1.5],
  ] as const) {
    context.strokeStyle = style
    context.lineWidth = width
    context.stroke()
  }
}
