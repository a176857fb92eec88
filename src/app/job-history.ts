/** The history of batches: kept while they run, listed for the open dataset, and found again to go on with. */
import type { BatchProgress, BatchRequest } from '../core/batch.ts'
import type { DatasetLocation } from '../data/location.ts'
import { type BatchJobEntry, isSameRequest, isUnfinished, jobAfter, type OutputChoice } from '../state/batch-jobs.ts'
import type { Stores } from '../state/stores.ts'
import { type BatchJobStore, isSameInput, jobInputOf, type KeptJob } from './batch-jobs.ts'

export interface JobHistoryParts {
  readonly jobs: BatchJobStore
  /** The open dataset. */
  readonly input: () => DatasetLocation | null
  /** A batch into a folder of this name is running, in any tab. */
  readonly isRunning: (outputName: string) => Promise<boolean>
  readonly now: () => number
}

export interface NewJob {
  readonly input: DatasetLocation
  readonly output: OutputChoice
  readonly folder: FileSystemDirectoryHandle
  readonly request: BatchRequest
  readonly overwrite: boolean
}

/** What a running batch says of itself; it is in the history from the first gather on. */
export interface JobRecord {
  note(progress: BatchProgress): void
  /** The run ended in this state, whether or not a last snapshot said so. Resolves when that is kept. */
  end(state: 'done' | 'cancelled' | 'failed'): Promise<void>
}

export interface JobHistory {
  /** Lists the jobs of the open dataset. */
  refresh(): Promise<void>
  begin(job: NewJob): JobRecord
  find(id: string): Promise<KeptJob | undefined>
  forget(id: string): Promise<void>
}

/** How old the counts of a running batch may be when the tab dies. */
const NOTE_MS = 2000

export function createJobHistory(stores: Stores, { jobs, input, isRunning, now }: JobHistoryParts): JobHistory {
  const own = new Set<string>()

  return { refresh, begin, find, forget }

  async function refresh(): Promise<void> {
    const open = input()
    if (open === null) return
    const wanted = jobInputOf(open)
    const all = await jobs.list()
    const isOfThis = await Promise.all(all.map((job) => isSameInput(job.input, wanted)))
    const listed = await Promise.all(all.filter((_, i) => isOfThis[i]).map(asItStands))
    if (input() === open) stores.batch.setState({ jobs: listed })
  }

  async function asItStands({ input: _, folder: __, ...job }: KeptJob): Promise<BatchJobEntry> {
    if (job.outcome !== 'running' || own.has(job.id) || (await isRunning(job.output.name))) return job
    return { ...job, outcome: 'stopped' }
  }

  function begin(job: NewJob): JobRecord {
    let kept: KeptJob | null = null
    let secondsBefore = 0
    let notedAt = Number.NEGATIVE_INFINITY
    let newest: BatchProgress | null = null
    let keptState: BatchProgress['state'] | null = null
    let keeping: Promise<unknown> = Promise.resolve()

    const keep = (progress: BatchProgress): void => {
      keptState = progress.state
      notedAt = now()
      keeping = keeping.then(async () => {
        if (kept === null) {
          kept = await entryOf(job)
          secondsBefore = kept.seconds
          own.add(kept.id)
        }
        kept = jobAfter(kept, progress, { now: now(), secondsBefore })
        await jobs.keep(kept)
        await refresh()
      })
      // The batch is what counts; a history that cannot be kept must not end it.
      keeping = keeping.catch(() => undefined)
    }
    return {
      note(progress) {
        // What fails while it is planned, such as for a folder of another job, has touched nothing.
        newest = progress
        const hasBegun = keptState !== null || progress.state === 'running' || progress.state === 'done'
        const isDue = progress.state !== keptState || now() - notedAt >= NOTE_MS
        if (hasBegun && isDue) keep(progress)
      },
      async end(state) {
        if (newest !== null && keptState !== null && keptState !== state) keep({ ...newest, state })
        await keeping
        if (kept !== null) own.delete(kept.id)
      },
    }
  }

  /** A folder holds one job: the same one goes on, any other is in its place from now on. */
  async function entryOf({ output, folder, request, overwrite, ...job }: NewJob): Promise<KeptJob> {
    const all = await jobs.list()
    const isThere = await Promise.all(all.map((other) => other.folder.isSameEntry(folder)))
    const there = all.filter((_, i) => isThere[i])
    const same = overwrite ? undefined : there.find((other) => isSameRequest(other.request, request))
    await Promise.all(there.filter((other) => other !== same).map(({ id }) => jobs.forget(id)))
    if (same !== undefined) return isUnfinished(same) || same.outcome === 'running' ? same : { ...same, seconds: 0 }
    const datasetName = stores.session.getState().dataset?.name ?? ''
    return {
      id: crypto.randomUUID(),
      datasetName,
      output,
      request,
      startedAt: now(),
      endedAt: null,
      outcome: 'running',
      gathersDone: 0,
      nGathers: request.endGather - request.startGather,
      nSetAside: 0,
      seconds: 0,
      input: jobInputOf(job.input),
      folder,
    }
  }

  async function find(id: string): Promise<KeptJob | undefined> {
    return (await jobs.list()).find((job) => job.id === id)
  }

  async function forget(id: string): Promise<void> {
    await jobs.forget(id)
    stores.batch.setState((state) => ({ jobs: state.jobs.filter((job) => job.id !== id) }))
  }
}
