/** Words for looking at a gather, the same for what holds the view, what draws it and what the page offers. */

/** What a panel shows. Noise is Before minus After, taken pixel by pixel while drawing. */
export const PANEL_NAMES = ['before', 'after', 'noise'] as const
export type PanelName = (typeof PANEL_NAMES)[number]

/** What the Noise panel can show in place of the noise: where signal was removed with it, and what counted as an outlier. */
export const IMAGE_NAMES = ['leakage', 'outliers'] as const
export type ImageName = (typeof IMAGE_NAMES)[number]

export const COLOUR_MAPS = ['grey', 'blue-white-red', 'blue-orange', 'blue-orange-dark'] as const
export type ColourMapName = (typeof COLOUR_MAPS)[number]

/** Curves of the traces over their colours: none, wiggles, wiggles with their positive half filled (variable area). */
export const WIGGLES = ['off', 'line', 'area'] as const
export type WiggleName = (typeof WIGGLES)[number]

/** A gain for the eye only, from Before and the same for all panels. */
export type DisplayGain =
  | { readonly kind: 'none' }
  | { readonly kind: 'time-power'; readonly power: number }
  | { readonly kind: 'agc'; readonly windowMs: number }
  | { readonly kind: 'balance' }

/**
 * What part of a gather a panel shows. Positions are fractional and half-open: sample i fills [i, i + 1) down,
 * trace j fills [j, j + 1) to the right, so that the centre of sample i is at i + 0.5.
 */
export interface Viewport {
  readonly startSample: number
  readonly endSample: number
  /** Along the axis of the traces, which is as long as there are traces, however they lie on it. */
  readonly startTrace: number
  readonly endTrace: number
  /** Where traces lie on the axis; left out: evenly, as above. Part of what is drawn, never of what is kept. */
  readonly places?: TracePlaces
}

/** True spacing: traces on the axis by the values of a header. Trace j fills [starts[j], ends[j]) around centres[j]. */
export interface TracePlaces {
  /** Each ascending, from 0 to the number of traces; gaps between an end and the next start are empty. */
  readonly starts: Float64Array
  readonly centres: Float64Array
  readonly ends: Float64Array
  /** What neighbours are usually apart. */
  readonly pitch: number
  /** The header's value at the start of the axis, and how much it changes in one unit of it. */
  readonly startValue: number
  readonly valuePerUnit: number
}

/** Why the values of a header give no places: some are missing, they go up and down, or they are all the same. */
export type NoPlaces = 'missing' | 'unordered' | 'equal'

/** Size of a gather. */
export interface GatherExtent {
  readonly nSamples: number
  readonly nTraces: number
}

/** The whole gather. */
export function fitViewport(extent: GatherExtent): Viewport {
  return { startSample: 0, endSample: extent.nSamples, startTrace: 0, endTrace: extent.nTraces }
}
