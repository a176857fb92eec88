/** Where cells of a transform plane lie in its picture: bands across, time down, both as shares from 0 to 1. */
import { cellAt, type PlaneBand, type PlaneCell, type TransformPlane } from '../../core/transform-plane.ts'

export interface CellBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Beyond the band that the rule looks at, so much of its highest frequency is shown. */
const BEYOND = 1.35

/** Where the axis ends: it leaves out most of what passes above the band. */
export function axisEnd({ axis, bands }: TransformPlane): number {
  const last = bands.at(-1)?.to ?? 0
  if (axis === 'levels') return last
  const ruled = bands.reduce((most, { isRuled, to }) => (isRuled ? Math.max(most, to) : most), 0)
  return ruled === 0 ? last : Math.min(last, BEYOND * ruled)
}

/** Places along the axis where the rule begins and ends to look, but for the ends of the axis. */
export function ruleLimits(plane: TransformPlane): readonly number[] {
  const end = axisEnd(plane)
  const edges = plane.bands.flatMap(({ isRuled, from }, band) =>
    isRuled === (plane.bands[band - 1]?.isRuled ?? isRuled) ? [] : [from / end],
  )
  return edges.filter((edge) => edge > 0 && edge < 1)
}

export function cellBox(plane: TransformPlane, { band, index }: PlaneCell): CellBox {
  const { from, to, start, step } = plane.bands[band]!
  const end = axisEnd(plane)
  return {
    left: from / end,
    width: (to - from) / end,
    top: (start + index * step) / plane.nSamples,
    height: step / plane.nSamples,
  }
}

/** The cell at a place of the picture. */
export function cellUnder(plane: TransformPlane, left: number, top: number): PlaneCell {
  const place = left * axisEnd(plane)
  const after = plane.bands.findIndex(({ to }) => place < to)
  const band = after < 0 ? plane.bands.length - 1 : after
  return { band, index: cellAt(plane.bands[band]!, top * plane.nSamples) }
}

const MOVES: Readonly<Record<string, readonly [bands: number, cells: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where an arrow key goes from a cell, as far as the picture goes; null for other keys. From nowhere, to its middle. */
export function movedCell(plane: TransformPlane, from: PlaneCell | null, key: string, by: number): PlaneCell | null {
  const move = MOVES[key]
  if (move === undefined) return null
  if (from === null) return cellUnder(plane, 0.5, 0.5)
  const [bands, cells] = [move[0] * by, move[1] * by]
  const end = axisEnd(plane)
  const last = plane.bands.findLastIndex((band) => band.from < end)
  const band = Math.min(last, Math.max(0, from.band + bands))
  const next = plane.bands[band]!
  if (band !== from.band) return { band, index: cellAt(next, centreOf(plane.bands[from.band]!, from.index)) }
  const [first, lowest] = [cellAt(next, 0), cellAt(next, plane.nSamples - 0.5)]
  return { band, index: Math.min(lowest, Math.max(first, from.index + cells)) }
}

/** A fractional sample, the middle of a cell. */
export function centreOf({ start, step }: PlaneBand, index: number): number {
  return start + (index + 0.5) * step
}

/** A cell that is one of this plane. */
export function cellOf({ bands }: TransformPlane, cell: PlaneCell | null): PlaneCell | null {
  return cell !== null && cell.index < (bands[cell.band]?.nCells ?? 0) ? cell : null
}
