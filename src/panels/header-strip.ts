import { positionOf, traceAt } from './trace-places.ts'
import type { Viewport } from './viewport.ts'

/** Dots of one header over the traces of a panel: gaps and jumps stay visible. */
export interface HeaderStrip {
  /** Lowest and highest finite value of the whole gather, so that the scale stays while panning; null without any. */
  readonly range: readonly [lowest: number, highest: number] | null
  /** x, y of each dot, in pixels from the upper left corner of the strip. */
  readonly dots: Float32Array<ArrayBuffer>
  /** Traces of the gather without a finite value. */
  readonly nMissing: number
}

/** Space kept free above and below the dots, in pixels. */
export const STRIP_PADDING = 4

/**
 * Places header values (one a trace of the gather) in a strip of widthPx x heightPx above a panel; larger values
 * are higher. One dot a trace at its centre; when traces are closer than half a pixel, two a pixel column: its
 * lowest and its highest value.
 */
export function headerStrip(
  values: Float64Array,
  { startTrace, endTrace, places }: Pick<Viewport, 'startTrace' | 'endTrace' | 'places'>,
  widthPx: number,
  heightPx: number,
): HeaderStrip {
  const range = finiteRange(values)
  const nMissing = values.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0)
  if (range === null) return { range, dots: new Float32Array(0), nMissing }
  const pxPerUnit = widthPx / (endTrace - startTrace)
  const toX = (trace: number) => (positionOf(places, trace + 0.5) - startTrace) * pxPerUnit
  const toY = (value: number) => headerY(value, range, heightPx)
  const first = Math.max(0, Math.floor(traceAt(places, startTrace)))
  const last = Math.min(values.length, Math.ceil(traceAt(places, endTrace)))
  const dots: number[] = []
  if (pxPerUnit >= 0.5) {
    for (let trace = first; trace < last; trace++)
      if (Number.isFinite(values[trace])) dots.push(toX(trace), toY(values[trace]!))
  } else {
    const column = (trace: number) => Math.floor(toX(trace))
    for (let trace = first; trace < last; ) {
      const start = trace
      while (trace < last && column(trace) === column(start)) trace++
      const ends = finiteRange(values.subarray(start, trace))
      if (ends !== null) for (const value of ends) dots.push(column(start) + 0.5, toY(value))
    }
  }
  return { range, dots: new Float32Array(dots), nMissing }
}

/** Height of a value in the strip, in pixels from its upper edge; one value only lies in the middle. */
export function headerY(value: number, range: readonly [number, number], heightPx: number): number {
  const [lowest, highest] = range
  const part = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5
  return heightPx - STRIP_PADDING - part * (heightPx - 2 * STRIP_PADDING)
}

function finiteRange(values: Float64Array): readonly [number, number] | null {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return lowest <= highest ? [lowest, highest] : null
}
