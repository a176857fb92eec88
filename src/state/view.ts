import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GatherPart } from '../core/gather.ts'
import type { SpectrumChoice } from '../core/spectra.ts'
import {
  COLOUR_MAPS,
  type ColourMapName,
  type DisplayGain,
  fitViewport,
  type ImageName,
  type PanelName,
  type Viewport,
  WIGGLES,
  type WiggleName,
} from '../core/view.ts'

export {
  COLOUR_MAPS,
  type ColourMapName,
  PANEL_NAMES,
  type PanelName,
  type Viewport as ViewRange,
  WIGGLES,
  type WiggleName,
} from '../core/view.ts'

export type PanelLayout = 'three' | PanelName
export type NoiseShows = 'noise' | ImageName

export const NOISE_GAINS = [1, 2, 4, 8] as const
export type NoiseGain = (typeof NOISE_GAINS)[number]

/** What the left button does on a panel: it moves the picture, or draws the analysis window. */
export type PanelTool = 'hand' | 'window'

/** The display gains on offer, by the name that a kept view has for them. */
export const DISPLAY_GAINS = {
  none: { kind: 'none' },
  't-1': { kind: 'time-power', power: 1 },
  't-1.25': { kind: 'time-power', power: 1.25 },
  't-1.5': { kind: 'time-power', power: 1.5 },
  't-2': { kind: 'time-power', power: 2 },
  'agc-100': { kind: 'agc', windowMs: 100 },
  'agc-250': { kind: 'agc', windowMs: 250 },
  'agc-500': { kind: 'agc', windowMs: 500 },
  'agc-1000': { kind: 'agc', windowMs: 1000 },
  balance: { kind: 'balance' },
} as const satisfies Readonly<Record<string, DisplayGain>>
export type DisplayGainName = keyof typeof DISPLAY_GAINS

/** What is found out about a result in views of their own. */
export const ANALYSES = ['spectrum', 'plane'] as const
export type AnalysisName = (typeof ANALYSES)[number]

export const TRACE_AXES = ['number', 'header'] as const
export type TraceAxisName = (typeof TRACE_AXES)[number]

/** Charts that can be shown as tables: the strip of all gathers, spectra, expected error, sweep, figures of a batch, its stages, its course. */
export const CHARTS = ['gathers', 'spectrum', 'plane', 'error', 'sweep', 'quality', 'stages', 'course'] as const
export type ChartName = (typeof CHARTS)[number]

export type ThemeChoice = 'system' | 'dark' | 'light'

export interface Cursor {
  readonly sample: number
  readonly trace: number
}

/** Under the cursor; null for a value that is not known yet. */
export interface CursorAmplitudes {
  readonly before: number | null
  readonly after: number | null
  readonly noise: number | null
}

export interface ViewState {
  readonly theme: ThemeChoice
  /** null follows the theme: grey in dark, blue-white-red in light. */
  readonly colourMap: ColourMapName | null
  readonly clipPercentile: number
  readonly noiseGain: NoiseGain
  readonly isReversed: boolean
  readonly displayGain: DisplayGainName
  readonly wiggle: WiggleName
  /** Zoomed in, linear between samples in place of rectangles. */
  readonly isSmooth: boolean
  /** What stands at the trace axis: numbers of traces, or the values of the header on the strip. */
  readonly traceAxis: TraceAxisName
  /** Traces lie where the header on the strip puts them, as far as it can. */
  readonly isTrueSpacing: boolean
  readonly layout: PanelLayout
  /** What the Noise panel shows: the noise, or a picture that says something of it. */
  readonly noiseShows: NoiseShows
  /** null shows the whole gather. */
  readonly viewport: Viewport | null
  readonly tool: PanelTool
  /** The analysis window, in whole samples and traces of any gather; null: the whole gather. */
  readonly window: GatherPart | null
  /** null: shown where there is a column for it. */
  readonly isSpectrumOpen: boolean | null
  readonly isPlaneOpen: boolean | null
  /** Which of the two, where there is room for one. */
  readonly analysisTab: AnalysisName
  readonly spectrumShows: SpectrumChoice
  readonly cursor: Cursor | null
  readonly amplitudes: CursorAmplitudes | null
  readonly isInspectorOpen: boolean
  /** Width of one panel on the page, in CSS pixels; 0 before there is one. */
  readonly panelWidthPx: number
  /** Sizes that the user gave to regions while this dataset was open. */
  readonly sizes: RegionSizes
  /** Single-letter keys act; off for users of speech input. */
  readonly areLetterKeysOn: boolean
  /** Charts that are shown as tables. */
  readonly tables: readonly ChartName[]
  /** Raised to get fresh canvases: a canvas keeps the kind of context that it was first asked for. */
  readonly canvasGeneration: number
}

/** How far the regions can be dragged, in CSS pixels: widths of columns, heights of rows. */
export const REGION_LIMITS_PX = {
  inspector: { min: 300, max: 480, standard: 324 },
  analysis: { min: 260, max: 520, standard: 300 },
  headerStrip: { min: 24, max: 160, standard: 46 },
  /** At its least the strip of all gathers is hidden. */
  navigator: { min: 62, max: 220, standard: 106 },
} as const
export type RegionName = keyof typeof REGION_LIMITS_PX
/** In CSS pixels; what is left out has the size of the style sheet. */
export type RegionSizes = { readonly [Region in RegionName]?: number }

export type ViewStore = StoreApi<ViewState>

export const INITIAL_VIEW: ViewState = {
  theme: 'system',
  colourMap: null,
  clipPercentile: 98,
  noiseGain: 1,
  isReversed: false,
  displayGain: 'none',
  wiggle: 'off',
  isSmooth: false,
  traceAxis: 'number',
  isTrueSpacing: false,
  layout: 'three',
  noiseShows: 'noise',
  viewport: null,
  tool: 'hand',
  window: null,
  isSpectrumOpen: null,
  isPlaneOpen: null,
  analysisTab: 'spectrum',
  spectrumShows: 'amplitude',
  cursor: null,
  amplitudes: null,
  isInspectorOpen: true,
  panelWidthPx: 0,
  sizes: {},
  areLetterKeysOn: true,
  tables: [],
  canvasGeneration: 0,
}

export function createViewStore(): ViewStore {
  return createStore<ViewState>(() => INITIAL_VIEW)
}

/** The map in force: the user's choice, else the theme's. */
export function colourMapOf(state: ViewState, theme: 'dark' | 'light'): ColourMapName {
  return state.colourMap ?? (theme === 'dark' ? 'grey' : 'blue-white-red')
}

/** The map after the one given, round and round. */
export function nextColourMap(map: ColourMapName): ColourMapName {
  return COLOUR_MAPS[(COLOUR_MAPS.indexOf(map) + 1) % COLOUR_MAPS.length] ?? 'grey'
}

/** The kind of wiggles after the one given, round and round. */
export function nextWiggle(wiggle: WiggleName): WiggleName {
  return WIGGLES[(WIGGLES.indexOf(wiggle) + 1) % WIGGLES.length] ?? 'off'
}

/** One step up (1) or down (-1) the ladder of noise gains; stops at its ends. */
export function steppedNoiseGain(gain: NoiseGain, direction: 1 | -1): NoiseGain {
  return NOISE_GAINS[NOISE_GAINS.indexOf(gain) + direction] ?? gain
}

/** Space: Before and After in place (from three panels it starts at After). Shift+Space goes on to Noise. */
export function flippedLayout(layout: PanelLayout, withNoise: boolean): PanelLayout {
  if (layout === 'three') return 'after'
  if (!withNoise) return layout === 'before' ? 'after' : 'before'
  return layout === 'before' ? 'after' : layout === 'after' ? 'noise' : 'before'
}

/** The whole gather as a range. */
export function wholeRange(nSamples: number, nTraces: number): Viewport {
  return fitViewport({ nSamples, nTraces })
}
