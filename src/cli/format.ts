/** Numbers as a person reads them. */
import type { BatchPace } from '../core/batch.ts'
import { numbersInWords } from '../core/numbers-in-words.ts'

export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** A sentence of an error or a problem, its numbers as counts. */
export function formatWords(text: string): string {
  return numbersInWords(text, formatCount)
}

/** Decimal units, three figures: 1.23 GB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return unit === 0 ? `${Math.round(value)} B` : `${value.toPrecision(3)} ${units[unit]}`
}

/** 0:07, 12:30, 3:05:00. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const padded = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${padded}` : `${minutes}:${padded}`
}

/** Rows of label and value, values in one column. */
export function formatRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

/** "2 readers, 4 writers, 3 gathers ahead" */
export function formatPace({ readers, writers, gathersAhead }: BatchPace): string {
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
  return `${count(readers, 'reader')}, ${count(writers, 'writer')}, ${count(gathersAhead, 'gather')} ahead`
}
