/** Where the marks of the QC map are, in pixels, and which of them a pointer means. */

export interface MapBox {
  readonly width: number
  readonly height: number
}

export interface MapMarks {
  /** Centres by gather; NaN for gathers without a place. */
  readonly x: Float32Array
  readonly y: Float32Array
  readonly width: number
  readonly height: number
}

const PADDING = 10
const LEAST_SIZE = 2.2
/** A mark on the edge stays inside the padding. */
const GREATEST_SIZE = 18
/** Of marks on a line, that have all the height for themselves. */
const LINE_HEIGHT = 36
/** Sources farther than this from the pointer are not meant. */
const REACH = 14
/** Of a line the height says nothing: true to scale only where the map would not become a thread. */
const MOST_STRETCH = 4

/** Marks of [startGather, endGather) by coordinates, north up; without `ys`, or with one value of it, they lie on a line. */
export function mapMarks(
  { xs, ys }: { readonly xs: ArrayLike<number>; readonly ys: ArrayLike<number> | null },
  { startGather, endGather }: { readonly startGather: number; readonly endGather: number },
  box: MapBox,
): MapMarks {
  const spanX = spanOf(xs, startGather, endGather)
  const spanY = ys === null ? { least: 0, range: 0 } : spanOf(ys, startGather, endGather)
  const [width, height] = [Math.max(1, box.width - 2 * PADDING), Math.max(1, box.height - 2 * PADDING)]
  let scaleX = spanX.range > 0 ? width / spanX.range : 0
  let scaleY = spanY.range > 0 ? height / spanY.range : 0
  const isTrue = scaleX > 0 && scaleY > 0 && Math.max(scaleX / scaleY, scaleY / scaleX) <= MOST_STRETCH
  if (isTrue) scaleX = scaleY = Math.min(scaleX, scaleY)
  const left = (box.width - scaleX * spanX.range) / 2
  const bottom = (box.height + scaleY * spanY.range) / 2
  const nGathers = Math.max(0, endGather)
  const x = new Float32Array(nGathers).fill(Number.NaN)
  const y = new Float32Array(nGathers).fill(Number.NaN)
  for (let gather = startGather; gather < endGather; gather++) {
    x[gather] = left + scaleX * ((xs[gather] ?? Number.NaN) - spanX.least)
    y[gather] = bottom - scaleY * ((ys?.[gather] ?? 0) - spanY.least)
  }
  const n = Math.max(1, endGather - startGather)
  const room = scaleY === 0 ? width / n : Math.sqrt((scaleX * spanX.range * scaleY * spanY.range) / n)
  const side = Math.min(GREATEST_SIZE, Math.max(LEAST_SIZE, 0.84 * room))
  return { x, y, width: side, height: scaleY === 0 ? LINE_HEIGHT : side }
}

/** Whether all that has a place lies on one line, as the sources of a 2D survey do. */
export function isLineOf(
  ys: ArrayLike<number> | null,
  { startGather, endGather }: { readonly startGather: number; readonly endGather: number },
): boolean {
  return ys === null || spanOf(ys, startGather, endGather).range === 0
}

/** The gather whose mark is nearest to a point and not far from it. */
export function gatherAt({ x, y, height }: MapMarks, pointX: number, pointY: number): number | null {
  let nearest: number | null = null
  let least = REACH ** 2
  for (let gather = 0; gather < x.length; gather++) {
    const aside = Math.max(0, Math.abs(y[gather]! - pointY) - height / 2)
    const distance = (x[gather]! - pointX) ** 2 + aside ** 2
    if (distance < least) [nearest, least] = [gather, distance]
  }
  return nearest
}

/** Least and range of what is finite; 0 and 0 where nothing is. */
export function spanOf(
  values: ArrayLike<number>,
  start: number,
  end: number,
): { readonly least: number; readonly range: number } {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = start; i < end; i++) {
    const value = values[i] ?? Number.NaN
    if (!Number.isFinite(value)) continue
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  return least > greatest ? { least: 0, range: 0 } : { least, range: greatest - least }
}

/** A colour between those of a ramp of `#rrggbb`, from 0 to 1. */
export function rampColour(ramp: readonly string[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (ramp.length - 1)
  const index = Math.min(ramp.length - 2, Math.floor(place))
  const [from, to] = [channels(ramp[index]!), channels(ramp[index + 1]!)]
  const mixed = from.map((channel, i) => Math.round(channel + (to[i]! - channel) * (place - index)))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

export function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.trim().slice(at, at + 2), 16))
}
