/** The window that is drawn on a panel: a part of the gather in whole samples and traces, and how it is drawn and changed. */
import type { GatherPart } from '../core/gather.ts'
import { endPositionOf } from './trace-places.ts'
import {
  type DataPoint,
  type GatherExtent,
  type PanelSize,
  type PixelPoint,
  toPixel,
  type Viewport,
} from './viewport.ts'

/** A smaller window has no spectrum to speak of. */
export const SMALLEST_WINDOW = { samples: 16, traces: 1 } as const

/** Which edges of a window follow the pointer; all four: it is moved. */
export interface WindowGrip {
  readonly left: boolean
  readonly right: boolean
  readonly top: boolean
  readonly bottom: boolean
}

export const WHOLE_GRIP: WindowGrip = { left: true, right: true, top: true, bottom: true }

/** The window between two places: every sample and trace that is touched. */
export function windowBetween(from: DataPoint, to: DataPoint, extent: GatherExtent): GatherPart {
  const samples = [from.sample, to.sample].toSorted((a, b) => a - b) as [number, number]
  const traces = [from.trace, to.trace].toSorted((a, b) => a - b) as [number, number]
  const part = {
    startSample: Math.floor(samples[0]),
    endSample: Math.ceil(samples[1]),
    startTrace: Math.floor(traces[0]),
    endTrace: Math.ceil(traces[1]),
  }
  return clampWindow(part, extent)
}

/** The nearest window inside the gather: size first, then place. */
export function clampWindow(part: GatherPart, { nSamples, nTraces }: GatherExtent): GatherPart {
  const [startSample, endSample] = clampSpan(part.startSample, part.endSample, SMALLEST_WINDOW.samples, nSamples)
  const [startTrace, endTrace] = clampSpan(part.startTrace, part.endTrace, SMALLEST_WINDOW.traces, nTraces)
  return { startSample, endSample, startTrace, endTrace }
}

/** Where a window lies on a panel, in its pixels. */
export interface WindowEdges {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export function windowEdges(part: GatherPart, viewport: Viewport, panel: PanelSize): WindowEdges {
  const start = toPixel(viewport, panel, { sample: part.startSample, trace: part.startTrace })
  const { startTrace, endTrace, places } = viewport
  const right = ((endPositionOf(places, part.endTrace) - startTrace) / (endTrace - startTrace)) * panel.width
  const { y: bottom } = toPixel(viewport, panel, { sample: part.endSample, trace: part.endTrace })
  return { left: start.x, right, top: start.y, bottom }
}

/** What of a window lies under a point of a panel, `reach` pixels about its edges; null outside. */
export function gripAt(
  part: GatherPart,
  viewport: Viewport,
  panel: PanelSize,
  at: PixelPoint,
  reach: number,
): WindowGrip | null {
  const edges = windowEdges(part, viewport, panel)
  const isBeside = at.x < edges.left - reach || at.x > edges.right + reach
  if (isBeside || at.y < edges.top - reach || at.y > edges.bottom + reach) return null
  const [left, right] = nearEdges(at.x, edges.left, edges.right, reach)
  const [top, bottom] = nearEdges(at.y, edges.top, edges.bottom, reach)
  return left || right || top || bottom ? { left, right, top, bottom } : WHOLE_GRIP
}

/** A window whose grip was moved by samples and traces, which may be fractions. */
export function movedWindow(part: GatherPart, grip: WindowGrip, by: DataPoint, extent: GatherExtent): GatherPart {
  const [samples, traces] = [Math.round(by.sample), Math.round(by.trace)]
  const isMoved = grip.left && grip.right && grip.top && grip.bottom
  const moved = {
    startSample: part.startSample + (grip.top ? samples : 0),
    endSample: part.endSample + (grip.bottom ? samples : 0),
    startTrace: part.startTrace + (grip.left ? traces : 0),
    endTrace: part.endTrace + (grip.right ? traces : 0),
  }
  if (isMoved) return clampWindow(moved, extent)
  const { samples: least, traces: fewest } = SMALLEST_WINDOW
  // An edge stops at the border of the gather and short of the other edge, which stays.
  return {
    startSample: grip.top ? clamp(moved.startSample, 0, part.endSample - least) : part.startSample,
    endSample: grip.bottom ? clamp(moved.endSample, part.startSample + least, extent.nSamples) : part.endSample,
    startTrace: grip.left ? clamp(moved.startTrace, 0, part.endTrace - fewest) : part.startTrace,
    endTrace: grip.right ? clamp(moved.endTrace, part.startTrace + fewest, extent.nTraces) : part.endTrace,
  }
}

/** Of the two edges the nearer one, where it is within reach. */
function nearEdges(at: number, start: number, end: number, reach: number): readonly [boolean, boolean] {
  const [toStart, toEnd] = [Math.abs(at - start), Math.abs(at - end)]
  return [toStart <= reach && toStart <= toEnd, toEnd <= reach && toEnd < toStart]
}

function clampSpan(start: number, end: number, least: number, count: number): readonly [number, number] {
  const length = clamp(end - start, Math.min(least, count), count)
  const from = clamp(start, 0, count - length)
  return [from, from + length]
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
