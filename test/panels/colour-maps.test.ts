// Plan: every map has zero in entry 128 and is symmetric about it in lightness, monotone from zero to each end,
// inside sRGB, and free of the colour kept for bad samples; reversal mirrors it; amplitudes fall on the entries
// that the drawing rule names. Grey is also checked value by value, as the control.
import { describe, expect, test } from 'vitest'
import { COLOUR_MAPS, type ColourMapName } from '../../src/core/view.ts'
import {
  BAD_ENTRY,
  colourGradient,
  colourTable,
  HALF_RANGE,
  tableEntry,
  ZERO_ENTRY,
} from '../../src/panels/colour-maps.ts'
import { oklabToRgb, type Rgb } from '../../src/panels/oklab.ts'
import { oklabDistance, rgbToOklab } from './oklab-inverse.ts'

function rgbAt(table: Uint8ClampedArray, entry: number): Rgb {
  return [table[4 * entry]!, table[4 * entry + 1]!, table[4 * entry + 2]!]
}

function lightnesses(name: ColourMapName): number[] {
  const table = colourTable(name, false)
  return Array.from({ length: 256 }, (_, entry) => rgbToOklab(rgbAt(table, entry)).lightness)
}

// Rounding a channel to a byte moves OKLab lightness by at most about 0.004 in the dark and 0.002 elsewhere.
const BYTE_LIGHTNESS = 0.006

describe.each([...COLOUR_MAPS])('%s', (name) => {
  test('is opaque and free of the bad-sample colour', () => {
    const table = colourTable(name, false)
    const bad = rgbToOklab(rgbAt(table, BAD_ENTRY))
    for (let entry = 0; entry < 256; entry++) {
      expect(table[4 * entry + 3]).toBe(255)
      if (entry > 0) expect(oklabDistance(rgbToOklab(rgbAt(table, entry)), bad)).toBeGreaterThan(0.09)
    }
  })

  test('goes from zero to both ends in even steps of lightness', () => {
    const light = lightnesses(name)
    if (name === 'grey') return expect(light.slice(1)).toEqual(light.slice(1).toSorted((a, b) => b - a))
    const slope = (light[255]! - light[ZERO_ENTRY]!) / HALF_RANGE
    for (let k = 0; k <= HALF_RANGE; k++) {
      const expected = light[ZERO_ENTRY]! + slope * k
      expect(Math.abs(light[ZERO_ENTRY + k]! - expected)).toBeLessThan(BYTE_LIGHTNESS)
      expect(Math.abs(light[ZERO_ENTRY - k]! - expected)).toBeLessThan(BYTE_LIGHTNESS)
    }
  })

  test('has a neutral zero', () => {
    const [red, green, blue] = rgbAt(colourTable(name, false), ZERO_ENTRY)
    expect([green, blue]).toEqual([red, red])
  })

  test('reversed is the same table mirrored about zero', () => {
    const table = colourTable(name, false)
    const reversed = colourTable(name, true)
    for (let k = -HALF_RANGE; k <= HALF_RANGE; k++)
      expect(rgbAt(reversed, ZERO_ENTRY + k)).toEqual(rgbAt(table, ZERO_ENTRY - k))
    expect(rgbAt(reversed, BAD_ENTRY)).toEqual(rgbAt(table, BAD_ENTRY))
  })

  test('has 17 stops as a gradient, ends included', () => {
    const stops = colourGradient(name, false).match(/rgb\([^)]*\)/g)
    expect(stops).toHaveLength(17)
    expect(stops?.at(-1)).toBe(`rgb(${rgbAt(colourTable(name, false), 255).join(' ')})`)
  })
})

test('grey is white at -clip, mid grey at zero and black at +clip', () => {
  const table = colourTable('grey', false)
  for (let entry = 1; entry < 256; entry++) expect(rgbAt(table, entry)).toEqual([256 - entry, 256 - entry, 256 - entry])
})

test('blue is negative and red is positive', () => {
  const table = colourTable('blue-white-red', false)
  const [red, , blue] = rgbAt(table, 255)
  expect(red).toBeGreaterThan(2 * blue)
  const [negativeRed, , negativeBlue] = rgbAt(table, 1)
  expect(negativeBlue).toBeGreaterThan(2 * negativeRed)
})

test('amplitudes fall on the entries of the rule', () => {
  expect(tableEntry(0, 2)).toBe(128)
  expect(tableEntry(-0, 2)).toBe(128)
  expect(tableEntry(2, 2)).toBe(255)
  expect(tableEntry(-2, 2)).toBe(1)
  expect(tableEntry(3e38, 1e-30)).toBe(255)
  expect(tableEntry(-3e38, 1e-30)).toBe(1)
  expect(tableEntry(1, 2)).toBe(128 + 64)
  expect(tableEntry(Number.NaN, 2)).toBe(BAD_ENTRY)
  expect(tableEntry(Number.NEGATIVE_INFINITY, 2)).toBe(BAD_ENTRY)
})

test('OKLab and sRGB convert both ways, at published values', () => {
  // Red of sRGB in OKLab as printed by Ottosson's reference code.
  const red = rgbToOklab([255, 0, 0])
  expect(red.lightness).toBeCloseTo(0.62796, 4)
  expect(red.a).toBeCloseTo(0.22486, 4)
  expect(red.b).toBeCloseTo(0.12585, 4)
  for (const rgb of [
    [0, 0, 0],
    [255, 255, 255],
    [12, 200, 99],
  ] as const)
    oklabToRgb(rgbToOklab(rgb)).forEach((value, channel) => {
      expect(value).toBeCloseTo(rgb[channel]!, 2)
    })
})
