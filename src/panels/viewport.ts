/** Moving a viewport. Values are never changed; every function returns a new one that lies inside the gather. */
import { fitViewport, type GatherExtent, type TracePlaces, type Viewport } from '../core/view.ts'
import { endPositionOf, isInGap, positionOf, traceAt } from './trace-places.ts'

export { fitViewport, type GatherExtent, type Viewport } from '../core/view.ts'

/** Size of a panel. Device or CSS pixels, as long as x and y are in the same ones. */
export interface PanelSize {
  readonly width: number
  readonly height: number
}

/** A place in a gather: fractional, sample i in [i, i + 1) and trace j in [j, j + 1). */
export interface DataPoint {
  readonly sample: number
  readonly trace: number
}

export interface PixelPoint {
  readonly x: number
  readonly y: number
}

export type ZoomAxes = 'both' | 'time' | 'traces'

/** A place in a panel's view: as DataPoint, `trace` along the axis of the traces, where these may have places of their own. */
export type ViewPoint = DataPoint

/** The closest zoom: a panel never shows less than this many samples or traces (or all, when there are fewer). */
export const MIN_VISIBLE = 4

/** How far a view of a gather can go. */
export interface ViewExtent extends GatherExtent {
  /** The closest zoom along traces, when they lie closer than one to a unit of their axis. */
  readonly minTraces?: number
}

export function viewExtent({ nSamples, nTraces }: GatherExtent, places: TracePlaces | null): ViewExtent {
  return { nSamples, nTraces, ...(places && { minTraces: MIN_VISIBLE * Math.min(1, places.pitch) }) }
}

export function isFitted(viewport: Viewport, extent: GatherExtent): boolean {
  return isSameViewport(viewport, fitViewport(extent))
}

export function isSameViewport(first: Viewport, second: Viewport): boolean {
  return (
    first.startSample === second.startSample &&
    first.endSample === second.endSample &&
    first.startTrace === second.startTrace &&
    first.endTrace === second.endTrace &&
    first.places === second.places
  )
}

/** The nearest viewport inside the gather: size first, then place. For a new gather of another size. */
export function clampViewport(viewport: Viewport, extent: ViewExtent): Viewport {
  const samples = clampSpan(viewport.startSample, viewport.endSample, extent.nSamples)
  const traces = clampSpan(viewport.startTrace, viewport.endTrace, extent.nTraces, extent.minTraces)
  return { startSample: samples.start, endSample: samples.end, startTrace: traces.start, endTrace: traces.end }
}

/**
 * Zooms in (factor > 1) or out (factor < 1). The point `at` of the view keeps its place on the panel, unless the
 * border of the gather forbids it.
 */
export function zoomViewport(
  viewport: Viewport,
  extent: ViewExtent,
  at: ViewPoint,
  factor: number,
  axes: ZoomAxes = 'both',
): Viewport {
  const samples =
    axes === 'traces'
      ? { start: viewport.startSample, end: viewport.endSample }
      : zoomSpan(viewport.startSample, viewport.endSample, extent.nSamples, at.sample, factor)
  const traces =
    axes === 'time'
      ? { start: viewport.startTrace, end: viewport.endTrace }
      : zoomSpan(viewport.startTrace, viewport.endTrace, extent.nTraces, at.trace, factor, extent.minTraces)
  return { startSample: samples.start, endSample: samples.end, startTrace: traces.start, endTrace: traces.end }
}

/** The same traces in view when they get other places; null: evenly. */
export function replacedViewport(viewport: Viewport, places: TracePlaces | null): Viewport {
  const to = places ?? undefined
  return {
    ...viewport,
    startTrace: positionOf(to, traceAt(viewport.places, viewport.startTrace)),
    endTrace: endPositionOf(to, traceAt(viewport.places, viewport.endTrace)),
  }
}

/** Moves by samples (down) and units of the traces' axis (right) at the same zoom; stops at the border of the gather. */
export function panViewport(viewport: Viewport, extent: ViewExtent, samples: number, traces: number): Viewport {
  return clampViewport(
    {
      startSample: viewport.startSample + samples,
      endSample: viewport.endSample + samples,
      startTrace: viewport.startTrace + traces,
      endTrace: viewport.endTrace + traces,
    },
    extent,
  )
}

/** Point of the view under the point (x, y) of a panel; x = 0 is the left edge, y = 0 the upper one. */
export function toView(viewport: Viewport, panel: PanelSize, x: number, y: number): ViewPoint {
  return {
    sample: viewport.startSample + (y / panel.height) * (viewport.endSample - viewport.startSample),
    trace: viewport.startTrace + (x / panel.width) * (viewport.endTrace - viewport.startTrace),
  }
}

/** Place in the gather under the point (x, y) of a panel; in a gap the border between the traces beside it. */
export function toData(viewport: Viewport, panel: PanelSize, x: number, y: number): DataPoint {
  const { sample, trace } = toView(viewport, panel, x, y)
  return { sample, trace: traceAt(viewport.places, trace) }
}

/** Point of a panel where a place in the gather lies; may be outside the panel. */
export function toPixel(viewport: Viewport, panel: PanelSize, at: DataPoint): PixelPoint {
  const { places, startTrace, endTrace } = viewport
  return {
    x: ((positionOf(places, at.trace) - startTrace) / (endTrace - startTrace)) * panel.width,
    y: ((at.sample - viewport.startSample) / (viewport.endSample - viewport.startSample)) * panel.height,
  }
}

/** Indices of the sample and trace that own a point of the view, or null outside the gather and between traces. */
export function sampleAt(extent: GatherExtent, at: ViewPoint, places?: TracePlaces): DataPoint | null {
  if (isInGap(places, at.trace)) return null
  const sample = Math.floor(at.sample)
  const trace = Math.floor(traceAt(places, at.trace))
  const inside = sample >= 0 && sample < extent.nSamples && trace >= 0 && trace < extent.nTraces
  return inside ? { sample, trace } : null
}

interface Span {
  readonly start: number
  readonly end: number
}

function clampSpan(start: number, end: number, count: number, least = MIN_VISIBLE): Span {
  const length = clampLength(end - start, count, least)
  // A span that had to grow keeps its centre; one that fits keeps its start exactly.
  const wanted = length > end - start ? (start + end - length) / 2 : start
  const from = Math.min(Math.max(wanted, 0), count - length)
  return { start: from, end: from + length }
}

function zoomSpan(start: number, end: number, count: number, at: number, factor: number, least = MIN_VISIBLE): Span {
  const length = clampLength((end - start) / factor, count, least)
  const part = (at - start) / (end - start)
  const from = Math.min(Math.max(at - part * length, 0), count - length)
  return { start: from, end: from + length }
}

function clampLength(length: number, count: number, least: number): number {
  return Math.min(Math.max(length, least), count)
}
