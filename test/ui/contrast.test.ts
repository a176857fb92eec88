/*
 * Plan: the pairs of colours that the design promises to be told apart, computed from tokens.css by the WCAG 2 formula, in both
 * themes: 4.5:1 for text, 3:1 for what must be seen without reading; and both again where the system asks for more
 * contrast. Control cases: black on white is 21:1, a colour on itself 1:1.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const sheet = readFileSync(join(import.meta.dirname, '../../src/ui/tokens.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
)
const [plain = '', moreContrast = ''] = sheet.split('@media (prefers-contrast: more)')

const dark = coloursOf(plain, ':root,\n[data-theme="dark"]')
const light = coloursOf(plain, '[data-theme="light"]')
const THEMES = {
  dark,
  light,
  'dark, more contrast': new Map([...dark, ...coloursOf(moreContrast, ':root:not([data-theme="light"])')]),
  'light, more contrast': new Map([...light, ...coloursOf(moreContrast, '[data-theme="light"]')]),
}

/** Behind text: chrome, fields, hovered and selected. Muted text stands on the first three only. */
const GROUNDS = ['bg-0', 'bg-1', 'bg-2', 'bg-3', 'bg-4']
const TEXT_PAIRS = [
  ...pairs(['fg-1', 'fg-2'], GROUNDS),
  ...pairs(['fg-3'], ['bg-1', 'bg-2']),
  ...pairs(['d-before', 'd-after', 'd-noise', 'warn', 'err', 'ok'], ['bg-1', 'bg-2']),
  ['on-solid', 'solid'],
  ['on-solid', 'solid-hover'],
  ['warn', 'warn-bg'],
  ['err', 'err-bg'],
  ['fg-1', 'warn-bg'],
  ['fg-1', 'err-bg'],
  ...[0, 1, 2, 3, 4].map((step) => [`on-seq-${step}`, `seq-${step}`] as const),
] as const
const SHAPE_PAIRS = [
  ...pairs(['line-3', 'focus', 'solid'], ['bg-0', 'bg-1', 'bg-2']),
  ...pairs(['r-disk', 'r-cpu', 'r-bus', 'r-gpu'], ['bg-1']),
] as const

describe.each(Object.entries(THEMES))('%s', (_, colours) => {
  it.each(TEXT_PAIRS)('%s on %s can be read', (front, back) => {
    expect(contrast(colours.get(front)!, colours.get(back)!)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPE_PAIRS)('%s on %s can be seen', (front, back) => {
    expect(contrast(colours.get(front)!, colours.get(back)!)).toBeGreaterThanOrEqual(3)
  })
})

describe('contrast', () => {
  it('of black on white is 21, of a colour on itself 1', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10)
    expect(contrast('#6aa5ff', '#6aa5ff')).toBe(1)
  })
})

function pairs(fronts: readonly string[], backs: readonly string[]): (readonly [string, string])[] {
  return fronts.flatMap((front) => backs.map((back) => [front, back] as const))
}

/** Tokens whose value is a plain colour, in the block after `selector`. */
function coloursOf(css: string, selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no block ${selector}`)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/gi)].map(([, name, value]) => [name!, value!]))
}

/** WCAG 2.2, "contrast ratio": (lighter + 0.05) / (darker + 0.05) of relative luminances. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
