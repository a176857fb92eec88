/** Numbers and times as the page writes them: thin-space thousands, a true minus, a no-break space before units. */
import { numbersInWords } from '../core/numbers-in-words.ts'

const THIN_SPACE = '\u2009'
const WORD_JOINER = '\u2060'
const SPACE = '\u00a0'
const MINUS = '\u2212'
/** What stands where nothing was measured. */
export const NOTHING = '\u2013'

/** Of a key column: whole numbers as counts; nothing where there is none. */
export function formatKey(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return ''
  return Number.isInteger(value) ? formatCount(value) : String(value)
}

/** 7074 -> "7 074", with thin spaces that do not wrap. */
export function formatCount(value: number): string {
  return grouped(Math.round(value).toString())
}

/** A sentence of an error or a problem, its numbers as counts. */
export function formatWords(text: string): string {
  return numbersInWords(text, formatCount)
}

/** Fixed decimals: (-2.84, 1) -> "−2.8". Never "−0.0". */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return NOTHING
  const [whole = '', fraction] = value.toFixed(decimals).split('.')
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
  return /[1-9]/.test(text) ? text : text.replace(MINUS, '')
}

/** With a sign on positive values too: 6.7 -> "+6.7". */
export function formatChange(value: number, decimals: number): string {
  const text = formatFixed(value, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** What may be of any size: three significant digits, plain from 0.001 to 99 999, else with an exponent. */
export function formatFigure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NOTHING
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 1e-3 || size >= 1e5)
    return value
      .toExponential(digits - 1)
      .replaceAll('-', MINUS)
      .replace('e+', 'e')
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)))
  return formatFixed(value, decimals)
}

/** A number with its unit: ("54.6", "%") -> "54.6 %". */
export function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text}${SPACE}${unit}`
}

export function formatMs(value: number): string {
  return withUnit(formatFixed(value, value < 100 ? 1 : 0), 'ms')
}

/** 0.934 -> "93 %". */
export function formatShare(share: number): string {
  return withUnit(formatFixed(share * 100, 0), '%')
}

/** The power of 1000 that a value is written in: 999 600 is 1.0 M, not 1000 k. */
export function thousandsOf(value: number): number {
  return Math.max(0, Math.floor(Math.log10(value / 0.9995) / 3))
}

/** Decimal units, three digits: 142_900_000_000 -> "142.9 GB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, thousandsOf(bytes))
  return withUnit(formatFixed(bytes / 1000 ** step, step < 2 ? 0 : 1), units[step] ?? 'B')
}

/** 362 -> "6 min 02 s"; 4.2 -> "4.2 s"; 3840 -> "1 h 04 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return withUnit(formatFixed(Math.max(0, seconds), 1), 's')
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole}${SPACE}s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes}${SPACE}min ${twoDigits(whole % 60)}${SPACE}s`
  return `${formatCount(Math.floor(minutes / 60))}${SPACE}h ${twoDigits(minutes % 60)}${SPACE}min`
}

/** As short as in a table: 152 -> "2:32"; 3840 -> "1:04:00". */
export function formatSpan(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  const rest = twoDigits(whole % 60)
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`
}

/** Clock time of an instant: "16:31". */
export function formatClock(date: Date): string {
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

/** When something was opened, as short as it stays clear: Today, Yesterday, Tuesday, 3 Nov, 3 Nov 2025. */
export function formatDay(date: Date, now: Date): string {
  const days = Math.round((startOfDay(now).getTime() - startOfDay(date).getTime()) / 86_400_000)
  if (days <= 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days < 7) return date.toLocaleDateString('en-GB', { weekday: 'long' })
  const isThisYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' as const }),
  })
}

/** "1 gather", "24 gathers". */
export function countOf(count: number, singular: string): string {
  return `${formatCount(count)}${SPACE}${singular}${count === 1 ? '' : 's'}`
}

function grouped(whole: string): string {
  const negative = whole.startsWith('-')
  const digits = negative ? whole.slice(1) : whole
  const text = digits.replace(/\B(?=(\d{3})+$)/g, `${WORD_JOINER}${THIN_SPACE}${WORD_JOINER}`)
  return negative ? `${MINUS}${text}` : text
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, '0')
}

function startOfDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate())
}
