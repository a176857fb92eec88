/*
 * Plan: a finished benchmark is shown and kept; while it runs its step and its figures so far are there. Cancelled, it
 * ends at once and late messages change nothing; failed, its words are there. In both cases earlier runs stay in place.
 * The kept runs are asked for once, the newest is shown, and what is copied or saved is the run that is shown.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import {
  type BenchmarkJob,
  type BenchmarkParts,
  createBenchmarkController,
} from '../../src/app/benchmark-controller.ts'
import { PLANS } from '../../src/bench/plan.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { BenchmarkRun } from '../../src/state/benchmark.ts'
import { createStores, type Stores } from '../../src/state/stores.ts'
import { MACHINE, reportOf, sizeFigures } from '../benchmark-reports.ts'

const sizes = [sizeFigures([500, 60], 0.01, { one: 1, two: 4 })]
const { engine } = reportOf(sizes)
const figures = { engine, sizes, missing: [] }
const earlier: BenchmarkRun = { id: 'earlier', report: reportOf(sizes, { startedAt: '2026-11-20T08:00:00.000Z' }) }
const step = { name: 'one', nSamples: 500, nTraces: 60, number: 2, count: 3 }

let stores: Stores
let jobs: BenchmarkJob[]
let kept: BenchmarkRun[]
let texts: string[]
let listings: number
let end: (answer: Awaited<ReturnType<BenchmarkParts['run']>>) => void
let fail: (error: unknown) => void

function controller(change: Partial<BenchmarkParts> = {}) {
  const made = createBenchmarkController(stores, {
    run: (job) => {
      jobs.push(job)
      return new Promise((resolve, reject) => {
        end = resolve
        fail = reject
        job.signal.addEventListener('abort', () => reject(new SeisError('cancelled', 'Stopped')))
      })
    },
    askMachine: async () => MACHINE,
    runs: {
      async list() {
        listings += 1
        return [earlier]
      },
      keep: async (run) => void kept.push(run),
    },
    copyText: async (text) => void texts.push(text),
    saveText: (fileName, text) => void texts.push(fileName, text),
    ...change,
  })
  made.prepare()
  return made
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
const state = () => stores.benchmark.getState()

beforeEach(() => {
  stores = createStores()
  stores.benchmark.setState({ form: { plan: 'quick', engine: null } })
  jobs = []
  kept = []
  texts = []
  listings = 0
})

describe('when the page is shown', () => {
  it('the machine and the kept runs are asked for once, and the newest is shown', async () => {
    const benchmark = controller()
    benchmark.prepare()
    await settle()
    expect(listings).toBe(1)
    expect(state()).toMatchObject({ machine: MACHINE, runs: [earlier], shownId: 'earlier', outcome: null })
  })

  it('nothing starts before the browser has answered', () => {
    controller({ askMachine: () => new Promise(() => {}) }).actions.startBenchmark()
    expect(jobs).toEqual([])
  })
})

describe('a benchmark', () => {
  it('says what it measures, is shown when it is done, and is kept', async () => {
    const { actions } = controller()
    await settle()
    actions.startBenchmark()
    actions.startBenchmark()
    expect(jobs.map((job) => [job.engine, job.plan])).toEqual([['cpu', PLANS.quick]])
    expect(state().running).toMatchObject({ plan: 'quick', engine: 'cpu', step: null, figures: null })
    jobs[0]?.onStep(step)
    jobs[0]?.onFigures(figures)
    expect(state().running).toMatchObject({ step, figures })
    end({ figures, machine: MACHINE })
    await settle()
    const [newest, older] = state().runs
    expect(state()).toMatchObject({ running: null, outcome: 'done', error: null, shownId: newest?.id })
    expect(newest?.report).toMatchObject({ ...figures, isQuick: true, machine: MACHINE })
    expect(older).toBe(earlier)
    expect(kept).toEqual([newest])
  })

  it('that is cancelled ends at once, and leaves what was shown', async () => {
    const { actions } = controller()
    await settle()
    actions.startBenchmark()
    jobs[0]?.onFigures(figures)
    actions.cancelBenchmark()
    await settle()
    jobs[0]?.onStep(step)
    expect(state()).toMatchObject({ running: null, outcome: 'cancelled', error: null, shownId: 'earlier' })
    expect(kept).toEqual([])
  })

  it('that fails says so in its words, and leaves what was shown', async () => {
    const { actions } = controller()
    await settle()
    actions.startBenchmark()
    fail(new SeisError('gpu', 'The graphics device was lost', { todo: 'reload the page' }))
    await settle()
    expect(state()).toMatchObject({
      running: null,
      outcome: 'failed',
      error: { message: 'The graphics device was lost', todo: 'reload the page' },
      runs: [earlier],
      shownId: 'earlier',
    })
    actions.startBenchmark()
    expect(state()).toMatchObject({ error: null, outcome: null })
  })

  it('that cannot be kept is shown all the same', async () => {
    const keep = () => Promise.reject(new SeisError('no-space', 'The storage is full'))
    const { actions } = controller({ runs: { list: async () => [], keep } })
    await settle()
    actions.startBenchmark()
    end({ figures, machine: MACHINE })
    await settle()
    expect(state()).toMatchObject({ outcome: 'done', error: null })
    expect(state().runs).toHaveLength(1)
    expect(stores.session.getState().notice).toMatchObject({ message: 'The storage is full' })
  })
})

describe('the run that is shown', () => {
  it('is copied and saved as JSON, under the time of its start', async () => {
    const { actions } = controller()
    await settle()
    actions.copyBenchmarkRun()
    await settle()
    expect(state().copiedId).toBe('earlier')
    actions.saveBenchmarkRun()
    expect(texts[1]).toBe('seisproc-bench-2026-11-20-0800.json')
    expect(texts[0]).toBe(texts[2])
    expect(JSON.parse(texts[0] ?? '')).toEqual(earlier.report)
  })

  it('is another one when that is chosen', async () => {
    const { actions } = controller()
    await settle()
    actions.startBenchmark()
    end({ figures, machine: MACHINE })
    await settle()
    actions.showBenchmarkRun('earlier')
    expect(state()).toMatchObject({ shownId: 'earlier', outcome: null })
  })
})
