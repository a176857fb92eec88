/*
 * Plan: whole numbers of a sentence are written as the reader's side writes them, the CLI and the page; digits of names, keys,
 * fractions, powers, dates, times and numbers of three digits are as they were. What the page and the CLI make of one sentence.
 */
import { describe, expect, it } from 'vitest'
import { formatWords as cliWords } from '../../src/cli/format.ts'
import { numbersInWords } from '../../src/core/numbers-in-words.ts'
import { formatWords as pageWords } from '../../src/ui/format.ts'

const marked = (text: string): string => numbersInWords(text, (count) => `<${count}>`)

describe('numbers in words', () => {
  it.each([
    ['1000 bytes, 80000 expected', '<1000> bytes, <80000> expected'],
    ['rows 4096 to 8191', 'rows <4096> to <8191>'],
    ['(1600, 3000)', '(<1600>, <3000>)'],
    ['It has 22324543.', 'It has <22324543>.'],
    ['at most 2147483648: less', 'at most <2147483648>: less'],
    ['999 bytes', '999 bytes'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected)
  })

  it.each([
    'headers_2024.parquet is not there',
    'line-2024 and 2024-line, 2024/05, v1234',
    'traces.zarr/0.1000 and 1000.0',
    '2026-11-26 at 12:3456',
    '0.12345 of 1e1000',
    '0000 is no count',
    'a digest 12345abc or abc12345',
    'sha256 12345678901234567890',
  ])('leaves names and fractions: %s', (text) => {
    expect(marked(text)).toBe(text)
  })

  it('are written as each side writes its counts', () => {
    expect(pageWords('1000 bytes, 80000 expected').replaceAll('\u2060', '')).toBe(
      '1\u2009000 bytes, 80\u2009000 expected',
    )
    expect(cliWords('1000 bytes, 80000 expected')).toBe('1,000 bytes, 80,000 expected')
  })
})
