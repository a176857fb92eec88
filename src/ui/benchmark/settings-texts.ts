/** The settings of a batch, and what was found of them, in the page's words. */
import { type BatchSettings, MIB, type TunedSettings, type TuningFigures } from '../../bench/tuning.ts'
import { bestOf } from '../../state/tuning.ts'
import { countOf, formatFigure, formatFixed, withUnit } from '../format.ts'
import type { Finding } from './finding.ts'

const CODEC_TEXTS: Readonly<Record<BatchSettings['codec'], string>> = { none: 'none', lz4: 'LZ4', zstd: 'Zstd' }
const CHUNK_TEXTS: Readonly<Record<BatchSettings['chunks'], string>> = { input: 'as input', gathers: 'to suit gathers' }

const PACE: Readonly<Record<string, string>> = {
  read: 'Reading sets the pace.',
  decode: 'Decoding sets the pace.',
  compute: 'Computing sets the pace.',
  upload: 'Upload sets the pace.',
  readback: 'Readback sets the pace.',
  encode: 'Encoding sets the pace.',
  write: 'Writing sets the pace.',
  balanced: 'No stage sets the pace.',
}

/** What computes: "GPU", "8 threads", "no threads". */
export function engineText({ engine, workers }: BatchSettings): string {
  if (engine === 'webgpu') return 'GPU'
  return workers === 0 ? 'no threads' : countOf(workers, 'thread')
}

export function flightText({ quotaBytes }: Pick<BatchSettings, 'quotaBytes'>): string {
  return withUnit(formatFixed(quotaBytes / MIB, 0), 'MiB')
}

/** Every setting by its name, as the page lists them. */
export function settingTexts(settings: BatchSettings): readonly (readonly [name: string, text: string])[] {
  return [
    ['Computing', engineText(settings)],
    ['In flight', flightText(settings)],
    ['Codec', CODEC_TEXTS[settings.codec]],
    ['Chunks', CHUNK_TEXTS[settings.chunks]],
  ]
}

export const SETTINGS_HEADS = [
  { text: 'MB/s', about: 'Samples read and written, from disk to disk' },
  { text: 'Gather ms', about: 'Median of the runs, by their gathers' },
  { text: 'Start ms', about: 'Opening the engine, and what the first gather takes beyond the others' },
  { text: 'Spread', about: 'Distance between the quartiles, in percent of the median' },
] as const

export interface SettingsRow {
  readonly key: string
  readonly kind: BatchSettings['engine']
  readonly texts: readonly string[]
  readonly cells: readonly string[]
  /** Of the fastest, 0 to 1. */
  readonly share: number
  readonly isDefault: boolean
  readonly isBest: boolean
}

/** The fastest first. `best`: of the row that is chosen, when that is known. */
export function settingsRows(rows: readonly TunedSettings[], best: number | null): readonly SettingsRow[] {
  const most = Math.max(...rows.map(({ megabytesPerSecond }) => megabytesPerSecond))
  return rows
    .map((row, i): SettingsRow & { readonly rate: number } => ({
      key: JSON.stringify(row.settings),
      kind: row.settings.engine,
      texts: settingTexts(row.settings).map(([, text]) => text),
      cells: [
        formatFigure(row.megabytesPerSecond),
        formatFigure(1000 * row.secondsPerGather),
        formatFixed(1000 * row.startSeconds, 0),
        row.n < 2 ? '' : withUnit(formatFixed(row.spreadPercent, 0), '%'),
      ],
      share: row.megabytesPerSecond / most,
      isDefault: i === 0,
      isBest: i === best,
      rate: row.megabytesPerSecond,
    }))
    .toSorted((a, b) => b.rate - a.rate)
}

/** What was found, from measured rates only. */
export function settingsFinding(figures: TuningFigures): Finding {
  const [unasked] = figures.rows
  const best = bestOf(figures)
  const rate = withUnit(formatFigure(best.megabytesPerSecond), 'MB/s')
  const pace = PACE[best.bound] ?? ''
  if (best === unasked || unasked === undefined) {
    return { lead: `The defaults are as fast as anything measured: ${rate} end to end.`, rest: pace }
  }
  const times = formatFixed(best.megabytesPerSecond / unasked.megabytesPerSecond, 2)
  return { lead: `${rate} end to end, ${times} times the defaults.`, rest: pace }
}

/** Runs of one settings should differ by less. */
const MOST_SPREAD_PERCENT = 25

/** Where runs differed so much that little can be said; else empty. */
export function unrestSentence({ rows }: TuningFigures): string {
  const most = Math.max(...rows.map(({ spreadPercent }) => spreadPercent))
  if (most <= MOST_SPREAD_PERCENT) return ''
  const percent = withUnit(formatFixed(most, 0), '%')
  return `Runs of the same settings differ by up to ${percent}: something else uses this machine. Measure again when it is idle.`
}

/** Whether threads pay, and from where on; empty where the graphics card computes. */
export function threadsSentence(figures: TuningFigures): string {
  const { settings } = bestOf(figures)
  const { poolFromGathers } = figures
  if (settings.engine === 'webgpu') return ''
  if (settings.workers === 0) return 'Threads do not pay on these gathers: a batch runs without.'
  if (poolFromGathers === null || poolFromGathers <= 1) return 'Threads pay from the first gather on.'
  return `Threads pay from ${countOf(poolFromGathers, 'gather')} on. A batch of fewer runs without.`
}
