// Plan: a search shows its steps and rows, keeps what it found by dataset, and changes the batch only when told to; what
// is used goes to the form and comes back with the dataset; a short batch runs without threads; cancelling, failing and
// opening another dataset leave what was there. A kept text of another version, or none at all, is no tuning.
import { expect, test } from 'vitest'
import { KeptTunings } from '../../src/app/kept-tunings.ts'
import { createTuningController, type TuningJob, type TuningParts } from '../../src/app/tuning-controller.ts'
import type { BatchSettings, TunedSettings, TuningFigures } from '../../src/bench/tuning.ts'
import { ORIGINAL_LAYOUT } from '../../src/core/batch.ts'
import { SeisError } from '../../src/core/errors.ts'
import { workersFor } from '../../src/state/batch.ts'
import { createStores } from '../../src/state/stores.ts'
import { MemorySource } from '../memory-source.ts'

const DEFAULTS: BatchSettings = { engine: 'cpu', workers: 8, quotaBytes: 2 ** 28, codec: 'none', chunks: 'input' }
const FOUND: BatchSettings = { engine: 'cpu', workers: 4, quotaBytes: 2 ** 26, codec: 'lz4', chunks: 'gathers' }

function rowOf(settings: BatchSettings, megabytesPerSecond: number): TunedSettings {
  const times = { secondsPerGather: 1 / megabytesPerSecond, startSeconds: 0.1, n: 3, spreadPercent: 2 }
  return { settings, varied: null, megabytesPerSecond, ...times, bound: 'compute' }
}

const figures: TuningFigures = {
  rows: [rowOf(DEFAULTS, 100), rowOf(FOUND, 150)],
  best: 1,
  poolFromGathers: 5,
  gathersPerRun: 12,
}
const ANSWER = { figures, cores: 8, adapter: '', isFromMemory: true, readMegabytesPerSecond: 900 }

const datasetOf = (nTraces: number) => new MemorySource({ nSamples: 2, nTraces, spans: [[0, nTraces]] }).info

function setUp(run: TuningParts['run'] = async () => ANSWER, texts = new Map<string, string>()) {
  const stores = createStores()
  const kept = new KeptTunings({
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  })
  const jobs: TuningJob[] = []
  const actions = createTuningController(stores, {
    input: () => ({ kind: 'http', url: 'https://host/line' }),
    kept,
    run: (job) => {
      jobs.push(job)
      return run(job)
    },
  })
  stores.session.setState({ dataset: datasetOf(4) })
  return {
    stores,
    actions,
    jobs,
    texts,
    open: (nTraces: number) => stores.session.setState({ dataset: datasetOf(nTraces) }),
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

test('what is found is used when told to, and again when the dataset is opened again', async () => {
  const { stores, actions, open, texts } = setUp(async ({ onStep, onRows }) => {
    onStep({ number: 1, count: 2, settings: DEFAULTS })
    onRows(figures.rows.slice(0, 1))
    expect(stores.tuning.getState().running).toMatchObject({ step: { number: 1 }, rows: [figures.rows[0]] })
    return ANSWER
  })
  actions.startTuning()
  await settle()
  expect(stores.tuning.getState()).toMatchObject({ running: null, outcome: 'done', isUsed: false, result: ANSWER })
  expect(stores.batch.getState()).toMatchObject({ speed: null, form: { engine: 'auto' } })

  actions.useTunedSettings()
  const used = {
    speed: { workers: 4, quotaBytes: 2 ** 26, poolFromGathers: 5 },
    form: { engine: 'cpu', layout: { ...ORIGINAL_LAYOUT, codec: 'lz4', chunks: 'gathers' } },
  }
  expect(stores.batch.getState()).toMatchObject(used)
  open(6)
  expect(stores.tuning.getState().result).toBeNull()
  expect(stores.batch.getState().speed).toBeNull()
  open(4)
  expect(stores.tuning.getState()).toMatchObject({ outcome: null, isUsed: true, result: ANSWER })
  expect(stores.batch.getState()).toMatchObject(used)

  actions.useDefaultSettings()
  expect(stores.batch.getState()).toMatchObject({ speed: null, form: { engine: 'auto', layout: ORIGINAL_LAYOUT } })
  const again = setUp(undefined, texts)
  expect(again.stores.tuning.getState()).toMatchObject({ isUsed: false, result: ANSWER })
})

test('one that is cancelled, or fails, or whose dataset is gone leaves what was there', async () => {
  const waiting: TuningParts['run'] = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new SeisError('cancelled', 'Stopped')))
    })
  const { stores, actions, jobs, open, texts } = setUp(waiting)
  actions.startTuning()
  actions.startTuning()
  expect(jobs.length).toBe(1)
  actions.cancelTuning()
  await settle()
  expect(stores.tuning.getState()).toMatchObject({ running: null, outcome: 'cancelled', error: null, result: null })
  actions.startTuning()
  open(6)
  await settle()
  expect(jobs[1]!.signal.aborted).toBe(true)
  expect(stores.tuning.getState()).toMatchObject({ running: null, outcome: null })
  expect(texts.size).toBe(0)

  const failing = setUp(async () => {
    throw new SeisError('gpu', 'The device is gone')
  })
  failing.actions.startTuning()
  await settle()
  expect(failing.stores.tuning.getState()).toMatchObject({
    outcome: 'failed',
    error: { message: 'The device is gone' },
  })
})

test('a batch too short for threads runs without', () => {
  const speed = { workers: 4, quotaBytes: 1, poolFromGathers: 5 }
  expect([4, 5, 100].map((nGathers) => workersFor(speed, nGathers))).toEqual([0, 4, 4])
  expect(workersFor({ ...speed, poolFromGathers: null }, 1)).toBe(4)
})

test.each(['', 'nothing', '{"version":0,"tunings":[["memory 2 x 4 in 1",{}]]}'])(
  'kept text %j is no tuning',
  (text) => {
    const { stores } = setUp(undefined, new Map([['seisproc-tunings', text]]))
    expect(stores.tuning.getState().result).toBeNull()
  },
)
