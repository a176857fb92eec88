/** Wiggles: where their points lie in a panel, computed once and read by both ways of drawing. */
import type { ColourMapName, Viewport } from '../core/view.ts'
import { positionOf, traceAt } from './trace-places.ts'
import type { PanelSize } from './viewport.ts'

export interface WiggleStyle {
  /** Fills between the zero line and the curve where the amplitude is positive. */
  readonly fillsPositive: boolean
  /** Thickness of the curve in device pixels. */
  readonly lineWidth: number
}

/** Traces closer than this, in CSS pixels, have no room for wiggles. */
export const MIN_WIGGLE_SPACING = 4

/** Distance of neighbouring traces, in the pixels of `width`; the usual one where they have places of their own. */
export function traceSpacing(
  { startTrace, endTrace, places }: Pick<Viewport, 'startTrace' | 'endTrace' | 'places'>,
  width: number,
): number {
  return (width / (endTrace - startTrace)) * (places?.pitch ?? 1)
}

/**
 * The points of all curves that reach into a panel. Where a pixel is smaller than a sample there is one a sample, at
 * its centre; elsewhere one a pixel row, of the mean of what the row covers. Means of `viewport` in `size` are their
 * amplitudes; point k of curve j lies at (zeros[j], firstY + k * spacingY) when it is zero.
 */
export interface WigglePoints {
  /** One column a trace, wherever that lies. */
  readonly viewport: Viewport
  /** width: curves; height: points of each. */
  readonly size: PanelSize
  /** In device pixels from the upper left corner of the panel; ascending. */
  readonly zeros: Float32Array<ArrayBuffer>
  /** How far the clip moves a curve. */
  readonly swing: number
  readonly firstY: number
  readonly spacingY: number
}

/** Traces beside the panel whose curves reach into it: one spacing, and half a line. */
const TRACES_BESIDE = 2

export function wigglePoints(viewport: Viewport, { width, height }: PanelSize): WigglePoints {
  const { places } = viewport
  const beside = TRACES_BESIDE * (places?.pitch ?? 1)
  const startTrace = Math.floor(traceAt(places, viewport.startTrace - beside))
  const endTrace = Math.ceil(traceAt(places, viewport.endTrace + beside))
  const traces = { startTrace, endTrace }
  const perPixel = (viewport.endTrace - viewport.startTrace) / width
  const zeros = Float32Array.from(
    { length: endTrace - startTrace },
    (_, j) => (positionOf(places, startTrace + j + 0.5) - viewport.startTrace) / perPixel,
  )
  const curves = { zeros, swing: traceSpacing(viewport, width) }
  const samplesPerRow = (viewport.endSample - viewport.startSample) / height
  if (samplesPerRow > 1) {
    const startSample = viewport.startSample - samplesPerRow
    const rows = height + 2
    return {
      viewport: { ...traces, startSample, endSample: startSample + rows * samplesPerRow },
      size: { width: endTrace - startTrace, height: rows },
      ...curves,
      firstY: -0.5,
      spacingY: 1,
    }
  }
  const startSample = Math.floor(viewport.startSample) - 1
  const endSample = Math.ceil(viewport.endSample) + 1
  return {
    viewport: { ...traces, startSample, endSample },
    size: { width: endTrace - startTrace, height: endSample - startSample },
    ...curves,
    firstY: (startSample + 0.5 - viewport.startSample) / samplesPerRow,
    spacingY: 1 / samplesPerRow,
  }
}

/** Opacity of curves and fills. */
export const WIGGLE_OPACITY = 0.92

/** Dark on the maps that are light or grey at zero, light on the one that is dark there. */
export function wiggleRgb(colourMap: ColourMapName): readonly [number, number, number] {
  return colourMap === 'blue-orange-dark' ? [255, 255, 255] : [10, 11, 13]
}
