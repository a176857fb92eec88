import { createStore, type StoreApi } from 'zustand/vanilla'
import { type BatchEstimate, type BatchProgress, type BatchRequest, mapStages, type StageName } from '../core/batch.ts'
import type { OutputReport, RunFigures } from '../core/output-report.ts'
import type { BatchJobEntry, OutputChoice } from './batch-jobs.ts'
import { type GatherSeries, LEAKAGE_LIMIT, NO_SERIES, seriesOf } from './outliers.ts'
import type { ErrorText } from './session.ts'

/** What the page asks of a batch; the recipe comes from elsewhere. */
export type BatchForm = Omit<BatchRequest, 'recipe'>

/** Where the gathers are, by their index; null where nothing says. */
export interface GatherPositions {
  readonly sourceX: Float64Array | null
  readonly sourceY: Float64Array | null
  readonly offset: Float64Array | null
}

/** What a batch takes that changes no sample. */
export interface BatchSpeed {
  /** Threads of the CPU engine; 0 for none. */
  readonly workers: number
  readonly quotaBytes: number
  /** A batch of fewer gathers runs without threads. */
  readonly poolFromGathers: number | null
}

export function workersFor({ workers, poolFromGathers }: BatchSpeed, nGathers: number): number {
  return nGathers < (poolFromGathers ?? 0) ? 0 : workers
}

export type StageNumbers = Readonly<Record<StageName, number>>

/** Share of the time since the snapshot before in which each stage was busy, 0 to 1. */
export interface BusySample {
  readonly seconds: number
  readonly busy: StageNumbers
  /** Since the start, to take the next difference from. */
  readonly busySeconds: StageNumbers
}

export interface BatchPageState {
  readonly form: BatchForm
  /** Null: as the program takes it unasked. */
  readonly speed: BatchSpeed | null
  readonly output: OutputChoice | null
  /** From the click to the first snapshot, and from a cancel to the last one. */
  readonly waiting: 'starting' | 'cancelling' | null
  readonly progress: BatchProgress | null
  /** Oldest first, about the last minute. */
  readonly history: readonly BusySample[]
  readonly series: GatherSeries
  /** How long the batch of a request takes; without figures while that is being found. */
  readonly estimate: { readonly request: BatchRequest; readonly figures: BatchEstimate | null } | null
  readonly error: ErrorText | null
  /** What the batch on the page was asked for; null before one. */
  readonly ran: BatchRequest | null
  /** A gather of it whose pictures are shown. */
  readonly picked: PickedGather | null
  /** Batches of this browser on the open dataset, newest first. */
  readonly jobs: readonly BatchJobEntry[]
  /** Null until they were asked for. */
  readonly positions: GatherPositions | null
  /** Of a finished output; shown in place of the batch. */
  readonly report: OutputReport | null
}

/** A gather that is looked at: Before, After and Noise are computed again for it. */
export interface PickedGather {
  readonly gather: number
  readonly status: 'working' | 'done' | 'failed'
  /** Why it has no After, or no picture at all. */
  readonly reason: string
}

export type BatchStore = StoreApi<BatchPageState>

const HISTORY_SECONDS = 60
/** Shorter than this, shares are mostly the noise of when a snapshot was taken. */
const MIN_INTERVAL_SECONDS = 0.25

export function createBatchStore(): BatchStore {
  return createStore<BatchPageState>(() => ({
    form: { write: 'processed', sort: [], startGather: 0, endGather: 0, engine: 'auto' },
    speed: null,
    output: null,
    ...freshRun(),
    estimate: null,
    jobs: [],
    positions: null,
    report: null,
  }))
}

/** The limit of the user's rule, or the usual one. */
export function leakageLimitOf({ form }: Pick<BatchPageState, 'form'>): number {
  return form.stopRule?.leakageAbove ?? LEAKAGE_LIMIT
}

/** Nothing has run. */
export function freshRun(): Pick<
  BatchPageState,
  'waiting' | 'progress' | 'history' | 'series' | 'error' | 'ran' | 'picked'
> {
  return { waiting: null, progress: null, history: [], series: NO_SERIES, error: null, ran: null, picked: null }
}

/** Measuring that takes a greater share of the time than this is not done unasked. */
const DEAR_LEAKAGE = 0.1

/** Share of the time that measuring the leakage takes, 0 to 1; null where nobody measured that. */
export function leakageShare(figures: BatchEstimate | null): number | null {
  if (figures?.leakageSeconds === undefined) return null
  const [least, most] = figures.seconds
  const whole = (least + most) / 2 + figures.leakageSeconds
  return whole > 0 ? figures.leakageSeconds / whole : 0
}

/** Whether leakage is measured: as the user chose, or where it is cheap; a rule that needs it is a choice too. */
export function measuresLeakage(
  { withLeakage, stopRule }: Pick<BatchForm, 'withLeakage' | 'stopRule'>,
  figures: BatchEstimate | null,
): boolean {
  return withLeakage ?? (stopRule !== undefined || (leakageShare(figures) ?? 0) <= DEAR_LEAKAGE)
}

/** A rule on leakage that nobody measures. */
export function isRuleBlind({ withLeakage, stopRule }: Pick<BatchForm, 'withLeakage' | 'stopRule'>): boolean {
  return stopRule !== undefined && withLeakage === false
}

/** The state after one more snapshot; keeps the busy shares of the last minute. */
export function withProgress(before: BatchPageState, progress: BatchProgress): BatchPageState {
  const state = { ...before, series: seriesOf(progress.finished, before.series) }
  const previous = state.progress
  const restarted = previous === null || progress.seconds < previous.seconds
  const waiting = isActive(progress) && state.waiting === 'cancelling' ? 'cancelling' : null
  if (restarted) return { ...state, progress, waiting, history: [] }
  const last = state.history.at(-1)
  const elapsed = progress.seconds - (last?.seconds ?? 0)
  if (elapsed < MIN_INTERVAL_SECONDS) return { ...state, progress, waiting }
  const sample = {
    seconds: progress.seconds,
    busy: mapStages((stage) => share(progress.stages[stage].busySeconds - (last?.busySeconds[stage] ?? 0), elapsed)),
    busySeconds: mapStages((stage) => progress.stages[stage].busySeconds),
  }
  const kept = [...state.history, sample].filter((entry) => entry.seconds > progress.seconds - HISTORY_SECONDS)
  return { ...state, progress, waiting, history: kept }
}

export function isActive(progress: BatchProgress | null): boolean {
  return progress !== null && ['planning', 'running', 'paused', 'finishing'].includes(progress.state)
}

/** Share of the whole run so far in which each stage was busy, 0 to 1. */
export function overallShares(progress: Pick<RunFigures, 'stages' | 'seconds'>): StageNumbers {
  return mapStages((stage) => share(progress.stages[stage].busySeconds, progress.seconds))
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0
}
