/** What of the view outlives the tab, and how it is read back. */
import { SPECTRUM_CHOICES } from '../core/spectra.ts'
import { COLOUR_MAPS, WIGGLES } from '../core/view.ts'
import {
  DISPLAY_GAINS,
  HEADER_STRIP_HEIGHT_PX,
  INSPECTOR_WIDTH_PX,
  NOISE_GAINS,
  TRACE_AXES,
  type ViewState,
} from './view.ts'

export type KeptView = Pick<
  ViewState,
  | 'theme'
  | 'colourMap'
  | 'clipPercentile'
  | 'noiseGain'
  | 'isReversed'
  | 'displayGain'
  | 'wiggle'
  | 'isSmooth'
  | 'traceAxis'
  | 'isTrueSpacing'
  | 'isInspectorOpen'
  | 'isSpectrumOpen'
  | 'spectrumShows'
  | 'inspectorWidthPx'
  | 'headerStripHeightPx'
  | 'areLetterKeysOn'
>

interface Range {
  readonly min: number
  readonly max: number
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean'
const isOneOf = (choices: readonly unknown[]) => (value: unknown) => choices.includes(value)
const isWithin = ({ min, max }: Range) => {
  return (value: unknown) => typeof value === 'number' && value >= min && value <= max
}
const orNull = (isUnderstood: (value: unknown) => boolean) => (value: unknown) => value === null || isUnderstood(value)

const IS_UNDERSTOOD: Readonly<Record<keyof KeptView, (value: unknown) => boolean>> = {
  theme: isOneOf(['system', 'dark', 'light']),
  colourMap: orNull(isOneOf(COLOUR_MAPS)),
  clipPercentile: isWithin({ min: 50, max: 100 }),
  noiseGain: isOneOf(NOISE_GAINS),
  isReversed: isFlag,
  displayGain: isOneOf(Object.keys(DISPLAY_GAINS)),
  wiggle: isOneOf(WIGGLES),
  isSmooth: isFlag,
  traceAxis: isOneOf(TRACE_AXES),
  isTrueSpacing: isFlag,
  isInspectorOpen: isFlag,
  isSpectrumOpen: orNull(isFlag),
  spectrumShows: isOneOf(SPECTRUM_CHOICES),
  inspectorWidthPx: orNull(isWithin(INSPECTOR_WIDTH_PX)),
  headerStripHeightPx: orNull(isWithin(HEADER_STRIP_HEIGHT_PX)),
  areLetterKeysOn: isFlag,
}

/** The kept part of a view, as text. */
export function keptViewText(view: ViewState): string {
  return JSON.stringify(Object.fromEntries(Object.keys(IS_UNDERSTOOD).map((key) => [key, view[key as keyof KeptView]])))
}

/** Text as written by `keptViewText`, perhaps by another version: values that are not understood are left out. */
export function parseKeptView(text: string): Partial<KeptView> {
  const found = parseObject(text)
  return Object.fromEntries(
    Object.entries(IS_UNDERSTOOD).flatMap(([key, isUnderstood]) => {
      const value = found[key]
      return isUnderstood(value) ? [[key, value]] : []
    }),
  )
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text) }
  } catch {
    return {}
  }
}
