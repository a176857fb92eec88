/** Plan: the fastest settings stand first, the chosen and the default marked; sentences say what was measured and no more. */
import { describe, expect, it } from 'vitest'
import type { BatchSettings, TunedSettings, TuningFigures } from '../../src/bench/tuning.ts'
import {
  settingsFinding,
  settingsRows,
  settingTexts,
  threadsSentence,
  unrestSentence,
} from '../../src/ui/benchmark/settings-texts.ts'

const plain = (text: string): string => text.replaceAll(/[\u2009\u00a0]/g, ' ').replaceAll('\u2060', '')
const settings = (workers: number, more: Partial<BatchSettings> = {}): BatchSettings => ({
  engine: 'cpu',
  workers,
  quotaBytes: 2 ** 28,
  codec: 'none',
  chunks: 'input',
  ...more,
})
const row = (of: BatchSettings, megabytesPerSecond: number, n = 3): TunedSettings => ({
  settings: of,
  varied: null,
  megabytesPerSecond,
  secondsPerGather: 0.02,
  startSeconds: 0.3,
  n,
  spreadPercent: 4,
  bound: 'compute',
})
const figuresOf = (
  rows: readonly TunedSettings[],
  best: number,
  poolFromGathers: number | null = null,
): TuningFigures => ({
  rows,
  best,
  poolFromGathers,
  gathersPerRun: 4,
})

describe('settings', () => {
  const rows = [
    row(settings(8), 100),
    row(settings(0), 80, 1),
    row(settings(4, { codec: 'lz4', chunks: 'gathers' }), 160),
  ]

  it('are rows by rate', () => {
    const shown = settingsRows(rows, 2)
    expect(shown.map(({ texts, isBest, isDefault }) => [plain(texts[0]!), isBest, isDefault])).toEqual([
      ['4 threads', true, false],
      ['8 threads', false, true],
      ['no threads', false, false],
    ])
    expect(shown.map(({ share }) => share)).toEqual([1, 0.625, 0.5])
    expect(shown.map(({ cells }) => cells.map(plain))).toEqual([
      ['160', '20.0', '300', '4 %'],
      ['100', '20.0', '300', '4 %'],
      ['80.0', '20.0', '300', ''],
    ])
    expect(settingTexts(settings(0, { engine: 'webgpu' })).map(([, text]) => plain(text))).toEqual([
      'GPU',
      '256 MiB',
      'none',
      'as input',
    ])
  })

  it('are said in a sentence', () => {
    expect(plain(settingsFinding(figuresOf(rows, 2)).lead)).toBe('160 MB/s end to end, 1.60 times the defaults.')
    expect(plain(settingsFinding(figuresOf(rows, 0)).lead)).toMatch(
      /^The defaults are as fast as anything measured: 100 MB/,
    )
    expect(settingsFinding(figuresOf(rows, 2)).rest).toBe('Computing sets the pace.')
  })

  it('are said to be uncertain where runs differ', () => {
    expect(unrestSentence(figuresOf(rows, 2))).toBe('')
    const restless = figuresOf([...rows, { ...rows[0]!, spreadPercent: 41 }], 2)
    expect(plain(unrestSentence(restless))).toMatch(/^Runs of the same settings differ by up to 41 %/)
  })

  it('say from where on threads pay', () => {
    expect(plain(threadsSentence(figuresOf(rows, 2, 5)))).toBe(
      'Threads pay from 5 gathers on. A batch of fewer runs without.',
    )
    expect(threadsSentence(figuresOf(rows, 2, 1))).toBe('Threads pay from the first gather on.')
    expect(threadsSentence(figuresOf(rows, 1))).toMatch(/^Threads do not pay/)
    expect(threadsSentence(figuresOf([row(settings(0, { engine: 'webgpu' }), 1)], 0))).toBe('')
  })
})
