/*
 * Plan: what a benchmark measured becomes rows, a sentence, bars and shades without a figure made up: a share that is
 * not finite is said to be none, and ends up in no sentence, on no bar and in no shade. Machine facts are those told.
 */
import { describe, expect, it } from 'vitest'
import type { SizeFigures } from '../../src/bench/bench.ts'
import { barScale } from '../../src/ui/benchmark/bar-scale.ts'
import {
  FIGURE_HEADS,
  figureRows,
  formatPercent,
  formatSize,
  leftOutSentences,
  processName,
} from '../../src/ui/benchmark/figure-texts.ts'
import { findingOf, nearestToCopy } from '../../src/ui/benchmark/finding.ts'
import { adapterFacts, browserName, engineWords, machineFacts } from '../../src/ui/benchmark/machine-facts.ts'
import { sizeSweep } from '../../src/ui/benchmark/size-sweep.ts'
import { CARD, MACHINE, reportOf, sizeFigures } from '../benchmark-reports.ts'

const plain = (text: string): string => text.replaceAll(/[\u2009\u00a0]/g, ' ').replaceAll('\u2060', '')

/** A copy of 4 GB/s: 4 000 kB there and back in 1 ms. */
const first = sizeFigures([1000, 500], 1, { quick: 2, slow: 50, middling: 4 })

describe('the rows of a size', () => {
  it('are the copy, then every process, with a cell for each head', () => {
    const rows = figureRows(first)
    expect(rows.map(({ key }) => key)).toEqual(['copy', 'quick', 'slow', 'middling'])
    const names = [...rows.map(({ name }) => name), processName('dwt spatial'), processName('stransform')]
    expect(names).toEqual(['Copy', 'quick', 'slow', 'middling', 'DWT spatial', 'S-transform'])
    for (const { cells } of rows) expect(cells).toHaveLength(FIGURE_HEADS.length)
    expect(rows[0]?.cells.map(plain)).toEqual(['4.00', '100.0 %', '', '1.00', '', '3', '4 %', ''])
    expect(rows[2]?.cells.map(plain)).toEqual(['0.0800', '2.0 %', '10.0', '50.0', '100', '3', '4 %', '50 %'])
  })

  it('tell exactly what was run', () => {
    const recipe = { format: 'seisproc-recipe/1', name: 'x', steps: [{ process: 'p', k: 3, level: null }] } as const
    const [one] = first.processes
    const size = { ...first, processes: one === undefined ? [] : [{ ...one, recipe }] }
    expect(figureRows(size)[1]?.about).toBe('p, k 3, level auto')
  })

  it('have two digits of a small share', () => {
    expect([61.27, 6.127, 0.06127, 0.0006127].map((percent) => plain(formatPercent(percent)))).toEqual([
      '61.3 %',
      '6.1 %',
      '0.061 %',
      '0.00061 %',
    ])
    expect(formatPercent(Number.POSITIVE_INFINITY)).toBe('\u2013')
    expect(plain(formatSize({ nSamples: 1600, nTraces: 3000 }))).toBe('1 600 × 3 000')
  })
})

/** As from a clock that saw no time go by. */
const untimed = sizeFigures([1000, 500], 1, { untimed: 0 })

describe('the sentence', () => {
  it('names the nearest and the farthest, with measured shares', () => {
    const finding = findingOf(reportOf([first]))
    expect(plain(finding?.lead ?? '')).toBe('Nearest to the copy is quick, with 50.0 % of its 4.00 GB/s.')
    expect(plain(finding?.rest ?? '')).toBe('Farthest is slow, with 2.0 %.')
    expect(nearestToCopy(reportOf([first]))?.variant).toBe('quick')
  })

  it('of one process has no farthest', () => {
    expect(findingOf(reportOf([sizeFigures([10, 10], 1, { only: 2 })]))?.rest).toBe('')
  })

  it('passes over what was too short for the clock, and says so when nothing is left', () => {
    const mixed: SizeFigures = { ...first, processes: [...untimed.processes, ...first.processes] }
    expect(nearestToCopy(reportOf([mixed]))?.variant).toBe('quick')
    expect(findingOf(reportOf([untimed]))?.lead).toBe('Every process was too short for this clock.')
  })

  it('is not there before a process is measured', () => {
    expect(findingOf(reportOf([]))).toBeNull()
    expect(findingOf(reportOf([sizeFigures([10, 10], 1, {})]))).toBeNull()
  })
})

describe('the scale of the bars', () => {
  it('is a logarithm that ends at the copy, every bar longer than nothing', () => {
    const scale = barScale('log', [100, 50, 0.02])
    expect(scale.place(100)).toBe(1)
    expect(scale.place(1)).toBeCloseTo(0.5)
    expect(scale.place(0.02)).toBeGreaterThan(0)
    expect(scale.ticks.map(({ text }) => plain(text))).toEqual(['0.01 %', '1 %', '100 %'])
    expect(scale.ticks.map(({ place }) => place)).toEqual([0, 0.5, 1])
  })

  it.each([[0.0014], [0.01], [0.9], [9], [80]])('starts below %f', (least) => {
    const scale = barScale('log', [100, least])
    expect(scale.place(least)).toBeGreaterThan(0)
    expect(scale.ticks[0]?.place).toBe(0)
    expect(scale.ticks.at(-1)?.place).toBe(1)
  })

  it('makes room for what is above the copy', () => {
    for (const kind of ['log', 'linear'] as const) {
      const scale = barScale(kind, [100, 200])
      expect(scale.place(200)).toBe(1)
      expect(scale.place(100)).toBeLessThan(1)
    }
  })

  it('is in proportion when it is linear', () => {
    const scale = barScale('linear', [100, 25])
    expect([scale.place(25), scale.place(50)]).toEqual([0.25, 0.5])
    expect(scale.ticks.map(({ text }) => plain(text))).toEqual(['0 %', '50 %', '100 %'])
  })

  it('has no place for what is not a share', () => {
    for (const kind of ['log', 'linear'] as const) {
      const scale = barScale(kind, [100, Number.POSITIVE_INFINITY, Number.NaN])
      expect(scale.place(100)).toBe(1)
      expect([Number.POSITIVE_INFINITY, Number.NaN, 0].map(scale.place)).toEqual([null, null, null])
    }
  })
})

describe('the sweep of sizes', () => {
  it('shades by the logarithm, slowest to fastest', () => {
    const sweep = sizeSweep([sizeFigures([1000, 500], 1, { a: 1, b: 10, c: 100 })])
    expect(sweep.rows.map(({ cells }) => cells[0]?.level)).toEqual([4, 2, 0])
    expect(sweep.range?.map((rate) => Math.round(rate * 1000))).toEqual([40, 4000])
  })

  it('keeps its rows when a later size leaves one out, with the reason', () => {
    const later: SizeFigures = {
      ...sizeFigures([100, 50], 1, { quick: 1 }),
      leftOut: [{ name: 'slow', reason: 'one run would take about 30 s' }],
    }
    const { rows } = sizeSweep([first, later])
    expect(rows.map(({ name }) => name)).toEqual(['quick', 'slow', 'middling'])
    expect(rows[1]?.cells[1]).toMatchObject({ rate: null, level: null, reason: 'one run would take about 30 s' })
    expect(rows[2]?.cells[1]).toMatchObject({ rate: null, level: null, reason: '' })
  })

  it('gives no shade to what has no rate, and one to all that are the same', () => {
    expect(sizeSweep([untimed])).toMatchObject({ range: null, rows: [{ cells: [{ level: null }] }] })
    expect(sizeSweep([sizeFigures([10, 10], 1, { a: 2, b: 2 })]).rows[0]?.cells[0]?.level).toBe(2)
  })
})

describe('the machine', () => {
  it('is told with what the adapter offers, and without what the browser hides', () => {
    const facts = new Map(adapterFacts(CARD))
    expect(plain([...facts].map(([name, text]) => `${name}: ${text}`).join('; '))).toBe(
      'Vendor: acme; Architecture: rocket; Timestamps: yes; Subgroups: 32 to 64 threads; 16-bit floats: yes; Largest buffer: 2.1 GB',
    )
    expect(new Map(adapterFacts({ ...CARD, features: [] })).get('Subgroups')).toBe('no')
    expect(new Map(machineFacts(MACHINE)).get('Browser')).toBe('Chrome 140')
  })

  it.each([
    ['Mozilla/5.0 (X11) HeadlessChrome/140.0.0.0 Safari/537.36', 'Chrome 140'],
    ['Mozilla/5.0 (Windows) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.2', 'Edge 140'],
    ['Mozilla/5.0 (Macintosh) Version/18.1 Safari/605.1', 'Safari 18'],
    ['something else', 'something else'],
  ])('%s', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name)
  })

  it('is named with its engine', () => {
    const { engine } = reportOf([])
    expect(engineWords(engine)).toBe('CPU, 8 worker threads')
    expect(engineWords({ ...engine, kind: 'webgpu', adapter: 'swiftshader', isSoftware: true })).toBe(
      'GPU, swiftshader (software)',
    )
  })
})

it('what was left out for one reason stands in one sentence', () => {
  const reason = 'it takes long'
  const leftOut = [
    { name: 'a', reason },
    { name: 'b', reason: 'it has no kernels' },
    { name: 'c', reason },
  ]
  expect(leftOutSentences(leftOut)).toEqual([
    'a and c are left out: it takes long.',
    'b is left out: it has no kernels.',
  ])
})
