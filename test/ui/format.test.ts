/*
 * Plan: numbers and times as the design writes them: thin-space thousands that do not wrap, a true minus and none
 * before zero, fixed decimals, three significant digits for amplitudes, no-break spaces before units.
 */
import { describe, expect, it } from 'vitest'
import {
  countOf,
  formatBytes,
  formatChange,
  formatCount,
  formatDay,
  formatDuration,
  formatFigure,
  formatFixed,
  formatMs,
  formatShare,
} from '../../src/ui/format.ts'

/** As a reader sees it: every kind of space as a plain one, no invisible joiners. */
const plain = (text: string): string => text.replaceAll('\u2060', '').replace(/\s/g, ' ')

describe('counts', () => {
  it('have thin spaces between thousands, joined so that they do not wrap', () => {
    expect(formatCount(7074)).toBe('7\u2060\u2009\u20600' + '74')
    expect(plain(formatCount(22_324_543))).toBe('22 324 543')
    expect(plain(formatCount(999))).toBe('999')
  })

  it('take an s unless there is one', () => {
    expect(plain(countOf(1, 'gather'))).toBe('1 gather')
    expect(plain(countOf(2971, 'gather'))).toBe('2 971 gathers')
  })
})

describe('decimals', () => {
  it('are fixed, with a true minus and never minus zero', () => {
    expect(formatFixed(-2.84, 1)).toBe('\u22122.8')
    expect(formatFixed(-0.04, 1)).toBe('0.0')
    expect(formatFixed(Number.NaN, 1)).toBe('\u2013')
    expect(plain(formatFixed(-12345.678, 2))).toBe('\u221212 345.68')
  })

  it('of a change always show its direction', () => {
    expect(formatChange(6.7, 1)).toBe('+6.7')
    expect(formatChange(-0.5, 1)).toBe('\u22120.5')
    expect(formatChange(0.01, 1)).toBe('0.0')
  })
})

describe('amplitudes', () => {
  it('have three significant digits', () => {
    expect(formatFigure(-0.7312)).toBe('\u22120.731')
    expect(formatFigure(-0.04304)).toBe('\u22120.0430')
    expect(formatFigure(1.2)).toBe('1.20')
    expect(plain(formatFigure(12345))).toBe('12 345')
    expect(formatFigure(0)).toBe('0')
  })

  it('far from one have an exponent', () => {
    expect(formatFigure(1.234e-7)).toBe('1.23e\u22127')
    expect(formatFigure(-4.5e8)).toBe('\u22124.50e8')
  })
})

describe('units', () => {
  it('are apart from the number by a space that does not break', () => {
    expect(formatMs(4.64)).toBe('4.6\u00a0ms')
    expect(formatMs(1130.4)).toContain('130\u00a0ms')
    expect(formatShare(0.934)).toBe('93\u00a0%')
    expect(plain(formatBytes(142_900_000_000))).toBe('142.9 GB')
    expect(plain(formatBytes(512))).toBe('512 B')
    expect(plain(formatBytes(396_000_000))).toBe('396.0 MB')
    expect([0, 999, 999_400, 999_600, 999_990_000].map((bytes) => plain(formatBytes(bytes)))).toEqual([
      '0 B',
      '999 B',
      '999 kB',
      '1.0 MB',
      '1.0 GB',
    ])
  })

  it('of time are at most two', () => {
    expect(plain(formatDuration(4.21))).toBe('4.2 s')
    expect(plain(formatDuration(42.4))).toBe('42 s')
    expect(plain(formatDuration(362))).toBe('6 min 02 s')
    expect(plain(formatDuration(3840))).toBe('1 h 04 min')
    expect(plain(formatDuration(59.7))).toBe('1 min 00 s')
  })
})

describe('days', () => {
  const now = new Date(2026, 10, 20, 9, 0)
  it('are named while that is clear', () => {
    expect(formatDay(new Date(2026, 10, 20, 1, 0), now)).toBe('Today')
    expect(formatDay(new Date(2026, 10, 19, 23, 59), now)).toBe('Yesterday')
    expect(formatDay(new Date(2026, 10, 17), now)).toBe('Tuesday')
    expect(formatDay(new Date(2026, 10, 3), now)).toBe('3 Nov')
    expect(formatDay(new Date(2025, 9, 28), now)).toBe('28 Oct 2025')
  })
})
