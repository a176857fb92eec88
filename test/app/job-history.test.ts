/*
 * Plan: on a store in memory and folders that know themselves. A job is kept from the first gather on, not when it is
 * refused; the same words into the same folder go on with it; other words into that folder take its place. Only the jobs of
 * the open dataset are listed; one whose tab has died is shown as stopped. A run that ends without a word has failed.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import type { BatchJobStore, KeptJob } from '../../src/app/batch-jobs.ts'
import { createJobHistory, type NewJob } from '../../src/app/job-history.ts'
import {
  type BatchProgress,
  type BatchRequest,
  STAGES,
  type StageFigures,
  type StageName,
} from '../../src/core/batch.ts'
import type { DatasetLocation } from '../../src/data/location.ts'
import { MAX_JOBS, newestJobs } from '../../src/state/batch-jobs.ts'
import { createStores, type Stores } from '../../src/state/stores.ts'

const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: 'A', steps: [] },
  write: 'processed',
  sort: [],
  startGather: 0,
  endGather: 9,
  engine: 'auto',
}
const line: DatasetLocation = { kind: 'http', url: 'http://localhost/line.zarr' }

function folderNamed(name: string): FileSystemDirectoryHandle {
  const handle = { name, isSameEntry: async (other: { name: string }) => other.name === name }
  return handle as unknown as FileSystemDirectoryHandle
}

function progressOf(state: BatchProgress['state'], gathersDone: number): BatchProgress {
  const idle: StageFigures = { busySeconds: 0, bytes: 0, inFlight: 0, waiting: null }
  return {
    state,
    gathersDone,
    nGathers: 9,
    tracesDone: 0,
    tracesComputed: 0,
    nTraces: 0,
    bytesRead: 0,
    bytesWritten: 0,
    chunksWritten: 0,
    chunksReused: 0,
    chunkProvenAt: null,
    seconds: gathersDone,
    tracesPerSecond: 0,
    bytesPerSecond: 0,
    etaSeconds: null,
    stages: Object.fromEntries(STAGES.map((stage) => [stage, idle])) as Record<StageName, StageFigures>,
    bound: 'starting',
    pace: { readers: 2, gathersAhead: 4, writers: 4 },
    engine: 'cpu',
    adapter: '',
    peakMemoryBytes: 0,
    quarantined: [],
    paused: null,
    retries: 0,
    finished: [],
  }
}

class MemoryJobs implements BatchJobStore {
  readonly kept = new Map<string, KeptJob>()
  list = async () => newestJobs([...this.kept.values()])
  keep = async (job: KeptJob) => void this.kept.set(job.id, job)
  forget = async (id: string) => void this.kept.delete(id)
}

let stores: Stores
let jobs: MemoryJobs
let running: string[]
let time: number
let open: DatasetLocation

beforeEach(() => {
  stores = createStores()
  jobs = new MemoryJobs()
  running = []
  time = 0
  open = line
})

function newHistory() {
  const isRunning = async (name: string) => running.includes(name)
  return createJobHistory(stores, { jobs, input: () => open, isRunning, now: () => ++time })
}

function newJob(init: Partial<NewJob> = {}): NewJob {
  const output = { kind: 'folder', name: 'out' } as const
  return { input: line, output, folder: folderNamed('out'), request, overwrite: false, ...init }
}

/** The run ends as its last snapshot says, or failed without a word. */
async function ran(job: NewJob, ...snapshots: readonly BatchProgress[]): Promise<void> {
  const record = newHistory().begin(job)
  for (const snapshot of snapshots) record.note(snapshot)
  const state = snapshots.at(-1)?.state
  await record.end(state === 'done' || state === 'cancelled' ? state : 'failed')
}

const facts = () =>
  stores.batch.getState().jobs.map(({ outcome, gathersDone, seconds }) => [outcome, gathersDone, seconds])

describe('job history', () => {
  it('keeps a job with its outcome, and nothing of one that was refused', async () => {
    await ran(newJob(), progressOf('planning', 0), progressOf('failed', 0))
    expect(jobs.kept.size).toBe(0)
    await ran(newJob(), progressOf('planning', 0), progressOf('running', 0), progressOf('cancelled', 4))
    expect(facts()).toEqual([['stopped', 4, 4]])
    expect(stores.batch.getState().jobs[0]).toMatchObject({ request, output: { name: 'out' }, startedAt: 3 })
  })

  it('believes how the run ended where the last snapshot comes late, or not at all', async () => {
    const record = newHistory().begin(newJob())
    record.note(progressOf('running', 0))
    record.note(progressOf('running', 3))
    await record.end('cancelled')
    expect(facts()).toEqual([['stopped', 3, 3]])
  })

  it('goes on with the same words in the same folder, and counts the time of all runs', async () => {
    await ran(newJob(), progressOf('running', 0), progressOf('cancelled', 4))
    await ran(newJob(), progressOf('running', 4), progressOf('done', 9))
    expect(facts()).toEqual([['done', 9, 13]])
    await ran(newJob({ folder: folderNamed('other') }), progressOf('running', 0), progressOf('done', 9))
    expect(jobs.kept.size).toBe(2)
  })

  it('lets another job, or the same one started over, take the place of what was in the folder', async () => {
    await ran(newJob(), progressOf('running', 0), progressOf('cancelled', 4))
    await ran(newJob({ request: { ...request, write: 'noise' } }), progressOf('running', 0), progressOf('done', 9))
    expect(facts()).toEqual([['done', 9, 9]])
    await ran(newJob({ request: { ...request, write: 'noise' }, overwrite: true }), progressOf('running', 1))
    expect(facts()).toEqual([['failed', 1, 1]])
  })

  it('lists the jobs of one dataset; what nobody runs any more was stopped', async () => {
    const history = newHistory()
    history.begin(newJob()).note(progressOf('running', 2))
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(facts()).toEqual([['running', 2, 2]])
    const afterCrash = newHistory()
    await afterCrash.refresh()
    expect(facts()).toEqual([['stopped', 2, 2]])
    running = ['out']
    await afterCrash.refresh()
    expect(facts()).toEqual([['running', 2, 2]])
    open = { kind: 'http', url: 'http://localhost/other.zarr' }
    await afterCrash.refresh()
    expect(facts()).toEqual([])
    await ran(newJob({ folder: folderNamed('other') }), progressOf('running', 0), progressOf('done', 9))
    expect(facts()).toEqual([])
  })

  it('keeps the newest only', () => {
    const many = Array.from({ length: MAX_JOBS + 3 }, (_, startedAt) => ({ startedAt }))
    expect(newestJobs(many).map(({ startedAt }) => startedAt)).toEqual(
      many
        .map(({ startedAt }) => startedAt)
        .slice(3)
        .reverse(),
    )
  })
})
