/**
 * Colour maps of the seismic panels. A table has 256 RGBA entries: entry 128 + k shows the amplitude k / 127 of
 * the clip, k = -127..127, so that zero is exactly entry 128 and the table is symmetric about it. Entry 0 shows
 * pixels with samples that are not finite.
 *
 * Polarity: grey is black for positive amplitudes, the others red or orange; `reversed` exchanges the two.
 */
import type { ColourMapName } from '../core/view.ts'
import { mixOklab, type OkLab, oklabToRgb, oklch } from './oklab.ts'

export const COLOUR_MAP_LABELS: Readonly<Record<ColourMapName, string>> = {
  grey: 'Grey',
  'blue-white-red': 'Blue–white–red',
  'blue-orange': 'Blue–orange',
  'blue-orange-dark': 'Blue–orange, dark',
}

export const TABLE_ENTRIES = 256
export const ZERO_ENTRY = 128
export const BAD_ENTRY = 0
/** Steps of the table between zero and the clip. */
export const HALF_RANGE = 127

/** Colour of pixels with samples that are not finite: the warning hue, which no map contains. */
const BAD_RGB = [0xf2, 0xcc, 0x5c] as const

interface Ends {
  readonly negative: OkLab
  readonly zero: OkLab
  readonly positive: OkLab
}

// Both ends of a map have one lightness and lightness is linear in amplitude, so that neither polarity looks stronger.
const DIVERGING: Readonly<Record<Exclude<ColourMapName, 'grey'>, Ends>> = {
  'blue-white-red': { negative: oklch(0.42, 0.17, 262), zero: oklch(1, 0, 0), positive: oklch(0.42, 0.17, 27) },
  'blue-orange': { negative: oklch(0.52, 0.14, 255), zero: oklch(0.97, 0, 0), positive: oklch(0.52, 0.12, 52) },
  'blue-orange-dark': { negative: oklch(0.76, 0.12, 245), zero: oklch(0.17, 0, 0), positive: oklch(0.76, 0.14, 55) },
}

/** 256 RGBA entries of one byte a channel; see the head of this file for their meaning. */
export function colourTable(name: ColourMapName, reversed: boolean): Uint8ClampedArray<ArrayBuffer> {
  const table = new Uint8ClampedArray(TABLE_ENTRIES * 4)
  table.set([...BAD_RGB, 255], BAD_ENTRY * 4)
  for (let k = -HALF_RANGE; k <= HALF_RANGE; k++) {
    const amplitude = (reversed ? -k : k) / HALF_RANGE
    table.set([...colourOf(name, amplitude), 255], (ZERO_ENTRY + k) * 4)
  }
  return table
}

/** Entry of the table for a mean amplitude; `limit` > 0 is the amplitude shown by the last entry. */
export function tableEntry(value: number, limit: number): number {
  // The usual case first: a picture has some million pixels.
  if (Math.abs(value) < limit) return ZERO_ENTRY + Math.floor((value / limit) * HALF_RANGE + 0.5)
  if (!Number.isFinite(value)) return BAD_ENTRY
  return value > 0 ? ZERO_ENTRY + HALF_RANGE : ZERO_ENTRY - HALF_RANGE
}

/** The map as a CSS gradient from negative (left) to positive, for the amplitude bar of a panel's head. */
export function colourGradient(name: ColourMapName, reversed: boolean): string {
  const table = colourTable(name, reversed)
  const stops: string[] = []
  for (let part = 0; part <= 16; part++) {
    const entry = 4 * Math.round(1 + (part / 16) * 2 * HALF_RANGE)
    stops.push(`rgb(${table[entry]!} ${table[entry + 1]!} ${table[entry + 2]!})`)
  }
  return `linear-gradient(90deg, ${stops.join(', ')})`
}

function colourOf(name: ColourMapName, amplitude: number): readonly number[] {
  if (name === 'grey') {
    const level = Math.round(ZERO_ENTRY - amplitude * HALF_RANGE)
    return [level, level, level]
  }
  const { negative, zero, positive } = DIVERGING[name]
  return oklabToRgb(mixOklab(zero, amplitude < 0 ? negative : positive, Math.abs(amplitude)))
}
