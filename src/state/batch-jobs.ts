import type { BatchProgress, BatchRequest } from '../core/batch.ts'

export interface OutputChoice {
  /** A folder on disk, or the browser's own storage. */
  readonly kind: 'folder' | 'browser'
  readonly name: string
}

/** A batch of this browser, as the page lists it. What its folder holds is said by the journal and the certificate there. */
export interface BatchJobEntry {
  readonly id: string
  readonly datasetName: string
  readonly output: OutputChoice
  readonly request: BatchRequest
  /** Milliseconds since 1970; the end is null until there is one. */
  readonly startedAt: number
  readonly endedAt: number | null
  /** A job that nobody runs any more and that did not end was stopped. */
  readonly outcome: JobOutcome
  readonly gathersDone: number
  readonly nGathers: number
  readonly nSetAside: number
  /** Of the runs of this job together. */
  readonly seconds: number
}

export type JobOutcome = 'running' | 'done' | 'stopped' | 'failed'

export const MAX_JOBS = 100

/** Those to be kept, the newest first. */
export function newestJobs<Job extends Pick<BatchJobEntry, 'startedAt'>>(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, MAX_JOBS)
}

/** The job after one more snapshot of a run of it that began after `secondsBefore`. */
export function jobAfter<Job extends BatchJobEntry>(
  job: Job,
  progress: BatchProgress,
  { now, secondsBefore }: { readonly now: number; readonly secondsBefore: number },
): Job {
  const outcome = outcomeOf(progress.state)
  return {
    ...job,
    outcome,
    gathersDone: progress.gathersDone,
    nGathers: progress.nGathers,
    nSetAside: progress.quarantined.length,
    seconds: secondsBefore + progress.seconds,
    endedAt: outcome === 'running' ? null : now,
  }
}

function outcomeOf(state: BatchProgress['state']): JobOutcome {
  if (state === 'done' || state === 'failed') return state
  return state === 'cancelled' ? 'stopped' : 'running'
}

/** What can go on where it stopped. */
export function isUnfinished({ outcome }: BatchJobEntry): boolean {
  return outcome === 'stopped' || outcome === 'failed'
}

/** The same job: its folder goes on where it stopped. */
export function isSameRequest(a: BatchRequest, b: BatchRequest): boolean {
  return JSON.stringify(wordsOf(a)) === JSON.stringify(wordsOf(b))
}

function wordsOf(request: BatchRequest): readonly unknown[] {
  const { recipe, write, sort, startGather, endGather, engine, badSamples, layout } = request
  return [recipe, write, sort, startGather, endGather, engine, badSamples ?? 'zero', layout ?? null]
}
