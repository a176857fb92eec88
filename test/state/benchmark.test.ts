/*
 * Plan: the engine that is measured is the one asked for where it exists, else a graphics card, else the CPU, and none
 * before the browser has answered. Runs are newest first, each once, at most twenty. What is being measured goes before
 * what was.
 */
import { describe, expect, it } from 'vitest'
import {
  type BenchmarkRun,
  chosenEngine,
  createBenchmarkStore,
  MAX_RUNS,
  offeredEngines,
  shownFigures,
  shownReport,
  withRuns,
} from '../../src/state/benchmark.ts'
import { CARD, MACHINE, reportOf, sizeFigures } from '../benchmark-reports.ts'

const withCard = { ...MACHINE, adapter: CARD }
const withSoftware = { ...MACHINE, adapter: { ...CARD, isSoftware: true } }

describe('the engine', () => {
  it.each([
    ['nothing known', null, [], null],
    ['no adapter', MACHINE, ['cpu'], 'cpu'],
    ['a software adapter', withSoftware, ['webgpu', 'cpu'], 'cpu'],
    ['a graphics card', withCard, ['webgpu', 'cpu'], 'webgpu'],
  ] as const)('with %s', (_what, machine, offered, chosen) => {
    expect(offeredEngines(machine)).toEqual(offered)
    expect(chosenEngine({ form: { plan: 'full', engine: null }, machine })).toBe(chosen)
  })

  it('is the one asked for, where it exists', () => {
    expect(chosenEngine({ form: { plan: 'full', engine: 'webgpu' }, machine: withSoftware })).toBe('webgpu')
    expect(chosenEngine({ form: { plan: 'full', engine: 'cpu' }, machine: withCard })).toBe('cpu')
    expect(chosenEngine({ form: { plan: 'full', engine: 'webgpu' }, machine: MACHINE })).toBe('cpu')
  })
})

const figures = [sizeFigures([100, 10], 1, { a: 2 })]
const runAt = (minute: number): BenchmarkRun => {
  const time = String(minute).padStart(2, '0')
  return { id: `run-${minute}`, report: reportOf(figures, { startedAt: `2026-11-21T16:${time}:00.000Z` }) }
}

describe('the runs', () => {
  it('are newest first, each once', () => {
    const runs = withRuns(withRuns([runAt(3)], [runAt(5)]), [runAt(4), runAt(3)])
    expect(runs.map(({ id }) => id)).toEqual(['run-5', 'run-4', 'run-3'])
  })

  it('beyond the limit are forgotten, the oldest first', () => {
    const many = Array.from({ length: MAX_RUNS + 5 }, (_, minute) => runAt(minute))
    const kept = withRuns([], many)
    expect(kept).toHaveLength(MAX_RUNS)
    expect(kept.at(0)?.id).toBe(`run-${MAX_RUNS + 4}`)
    expect(kept.at(-1)?.id).toBe('run-5')
  })
})

describe('what is shown', () => {
  const idle = { ...createBenchmarkStore().getState(), runs: [runAt(5), runAt(4)] }

  it('is the run that was chosen', () => {
    expect(shownReport(idle)).toBeNull()
    expect(shownReport({ ...idle, shownId: 'run-4' })).toBe(idle.runs[1]?.report)
    expect(shownReport({ ...idle, shownId: 'gone' })).toBeNull()
  })

  it('is what is being measured, while there is something', () => {
    const running = { plan: 'quick', engine: 'cpu', startedAt: 0, step: null, figures: null } as const
    expect(shownFigures({ ...idle, shownId: 'run-4', running })).toBeNull()
    const measured = reportOf(figures)
    expect(shownFigures({ ...idle, shownId: 'run-4', running: { ...running, figures: measured } })).toBe(measured)
    expect(shownFigures({ ...idle, shownId: 'run-4' })).toBe(idle.runs[1]?.report)
  })
})
