/** The figures of one size as the table shows them. */
import type { SizeFigures } from '../../bench/bench.ts'
import type { ProcessFigures } from '../../bench/process-figures.ts'
import type { RunTimes } from '../../bench/statistics.ts'
import { formatCount, formatFigure, formatFixed, NOTHING, withUnit } from '../format.ts'

/** A share with more than these is nothing. */
const MAX_DECIMALS = 6

export const FIGURE_HEADS = [
  { text: 'GB/s', about: 'Samples read once and written once, over the computing time' },
  { text: 'Of copy', about: 'Share of the rate of a plain copy' },
  { text: 'Gathers/s', about: 'From memory to memory' },
  { text: 'Compute ms', about: 'Computing alone, median' },
  { text: 'Whole ms', about: 'From memory to memory, median' },
  { text: 'n', about: 'Runs that count' },
  { text: 'Spread', about: 'Distance between the quartiles, in percent of the median' },
  {
    text: 'New k',
    about: 'Upload and computing when only the threshold changed, in percent of the full run before it',
  },
] as const

/** Those that the command line names by the words of a recipe. */
const PROCESS_NAMES: Readonly<Record<string, string>> = {
  dwt: 'DWT',
  swt: 'SWT',
  wpt: 'WPT',
  'wpt best basis': 'WPT best basis',
  'dwt spatial': 'DWT spatial',
  stft: 'STFT',
  stransform: 'S-transform',
  automatic: 'Automatic',
  'automatic robust': 'Automatic robust',
}

/** A variant as the page writes it: ("dwt spatial") -> "DWT spatial". */
export function processName(variant: string): string {
  return PROCESS_NAMES[variant] ?? variant
}

export interface FigureRow {
  /** Of the variant, or "copy". */
  readonly key: string
  readonly name: string
  /** What was run, exactly. */
  readonly about: string
  /** Of the rate of the copy; not finite where the clock was too coarse. */
  readonly percentOfCopy: number
  /** One for each of FIGURE_HEADS; empty where there is nothing to say. */
  readonly cells: readonly string[]
}

/** The copy first, then every process in the order in which they were measured. */
export function figureRows({ copy, processes }: SizeFigures): readonly FigureRow[] {
  const copyCells = [formatFigure(copy.gigabytesPerSecond), formatPercent(100), '', ...timesCells(copy.times, ''), '']
  return [
    { key: 'copy', name: 'Copy', about: copy.how, percentOfCopy: 100, cells: copyCells },
    ...processes.map(processRow),
  ]
}

function processRow(figures: ProcessFigures): FigureRow {
  return {
    key: figures.variant,
    name: processName(figures.variant),
    about: stepWords(figures),
    percentOfCopy: figures.percentOfCopy,
    cells: [
      formatFigure(figures.gigabytesPerSecond),
      formatPercent(figures.percentOfCopy),
      formatFigure(figures.gathersPerSecond),
      ...timesCells(figures.compute, formatFigure(figures.whole.medianMs)),
      formatWholePercent(figures.rethreshold.percentOfFull),
    ],
  }
}

function timesCells({ medianMs, n, spreadPercent }: RunTimes, wholeMs: string): readonly string[] {
  return [formatFigure(medianMs), wholeMs, formatCount(n), formatWholePercent(spreadPercent)]
}

/** "transform swt, wavelet db4, k 3": the recipe's own words. */
function stepWords({ recipe }: ProcessFigures): string {
  return recipe.steps
    .map(({ process, ...params }) =>
      [process, ...Object.entries(params).map(([key, value]) => `${key} ${value ?? 'auto'}`)].join(', '),
    )
    .join('; ')
}

/** One decimal, and two digits of what is below one percent: shares go from a thousandth of a percent to all of it. */
export function formatPercent(percent: number): string {
  if (!Number.isFinite(percent)) return NOTHING
  const decimals = percent > 0 && percent < 1 ? 1 - Math.floor(Math.log10(percent)) : 1
  return withUnit(formatFixed(percent, Math.min(decimals, MAX_DECIMALS)), '%')
}

function formatWholePercent(percent: number): string {
  return Number.isFinite(percent) ? withUnit(formatFixed(percent, 0), '%') : NOTHING
}

/** "1 600 × 3 000": samples, then traces. */
export function formatSize({ nSamples, nTraces }: { readonly nSamples: number; readonly nTraces: number }): string {
  return `${formatCount(nSamples)} × ${formatCount(nTraces)}`
}

/** What was not measured, one sentence a reason: "a, b and c are left out: it takes long." */
export function leftOutSentences(
  leftOut: readonly { readonly name: string; readonly reason: string }[],
): readonly string[] {
  return [...new Set(leftOut.map(({ reason }) => reason))].map((reason) => {
    const names = leftOut.filter((one) => one.reason === reason).map(({ name }) => processName(name))
    const last = names.pop() ?? ''
    return names.length === 0
      ? `${last} is left out: ${reason}.`
      : `${names.join(', ')} and ${last} are left out: ${reason}.`
  })
}
