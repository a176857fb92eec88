import type { CellShape } from './lateral-part.ts'
import { FRAME_LENGTHS } from './patch-length.ts'

/** The shapes of cells that a step asks for. */
export interface ShapesOfStep {
  /** Which filter of the step it is, if there are several: begins the names of buffers. */
  readonly name?: string
  /** Null: from the gather's own spectrum. */
  readonly windowSamples: number | null
  /** The first has the length itself. */
  shapesOf(windowSamples: number): readonly CellShape[]
}

/** Cells of one shape, and the names of buffers of the gather. */
export interface PlannedShape {
  /** Those that its frames may have, of which the spectrum chooses. */
  readonly lengths: readonly number[]
  readonly lateralTraces: number
  /** Which they have. */
  readonly frames: string
  /** The noise in them. */
  readonly noise: string
}

export function plannedShapes({
  name,
  windowSamples,
  shapesOf,
}: ShapesOfStep): readonly [PlannedShape, ...PlannedShape[]] {
  const ofFilter = name === undefined ? '' : `${name} `
  const ofLengths = (windowSamples === null ? FRAME_LENGTHS : [windowSamples]).map(shapesOf)
  const planned = ofLengths[0]!.map(({ lateralTraces }, i) => ({
    lengths: ofLengths.map((shapes) => shapes[i]!.windowSamples),
    lateralTraces,
    frames: `${ofFilter}${i === 0 ? 'shape' : `shape ${i + 1}`}`,
    noise: `${ofFilter}${i === 0 ? 'noise' : `noise ${i + 1}`}`,
  }))
  return planned as unknown as readonly [PlannedShape, ...PlannedShape[]]
}
