/*
 * Plan: one place has raw colours, sizes and durations: tokens.css. Every other style sheet and every component is
 * searched for hexadecimal and functional colours, lengths and times; every token that is used must exist.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../src/ui')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
const read = (file: string): string => readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
const styleSheets = files.filter((file) => file.endsWith('.css') && file !== 'tokens.css')
const components = files.filter((file) => file.endsWith('.tsx'))

const RAW_COLOUR = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab)\(/i
/** Media queries cannot read tokens; percentages, fr and unitless numbers are proportions, not sizes. */
const RAW_SIZE = /(?<![\w-])\d*\.?\d+(px|rem|em|ms|s|pt)\b/

describe('style sheets', () => {
  it('are found', () => expect(styleSheets.length).toBeGreaterThan(5))

  it.each(styleSheets)('%s uses tokens only', (file) => {
    const lines = read(file)
      .split('\n')
      .filter((line) => !line.includes('@media'))
    expect(lines.filter((line) => RAW_COLOUR.test(line) || RAW_SIZE.test(line))).toEqual([])
  })

  it('use no token that does not exist', () => {
    const all = [...styleSheets, 'tokens.css', ...components].map(read).join('\n')
    const defined = new Set([...all.matchAll(/(--[\w-]+)['"]?\s*:/g)].map((match) => match[1]))
    const used = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]))
    expect([...used].filter((token) => !defined.has(token))).toEqual([])
  })
})

describe('components', () => {
  it.each(components)('%s has no raw colour', (file) => {
    expect(
      read(file)
        .split('\n')
        .filter((line) => RAW_COLOUR.test(line)),
    ).toEqual([])
  })
})
