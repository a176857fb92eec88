import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BenchFigures, BenchStep } from '../bench/bench.ts'
import type { BrowserMachine } from '../bench/browser-machine.ts'
import type { PlanName } from '../bench/plan.ts'
import type { EngineKind } from '../core/engine.ts'
import type { ErrorText } from './session.ts'

export interface BenchmarkForm {
  readonly plan: PlanName
  /** Null: a graphics card where there is one, else the CPU. */
  readonly engine: EngineKind | null
}

/** What one benchmark found: in the shape of `seisproc bench --json`, as far as both know a fact. */
export interface BenchmarkReport extends BenchFigures {
  readonly isQuick: boolean
  readonly machine: BrowserMachine
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly seconds: number
}

export interface BenchmarkRun {
  readonly id: string
  readonly report: BenchmarkReport
}

export interface RunningBenchmark {
  readonly plan: PlanName
  readonly engine: EngineKind
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Null until the engine is open. */
  readonly step: BenchStep | null
  readonly figures: BenchFigures | null
}

export interface BenchmarkState {
  /** The processes of this program, or the settings of a batch on the open dataset. */
  readonly shows: 'processes' | 'settings'
  readonly form: BenchmarkForm
  /** Null until the browser has answered. */
  readonly machine: BrowserMachine | null
  readonly running: RunningBenchmark | null
  /** How the last benchmark of this visit ended; null before one has, and while an earlier run is looked at. */
  readonly outcome: 'done' | 'cancelled' | 'failed' | null
  readonly error: ErrorText | null
  /** Of this browser, newest first. */
  readonly runs: readonly BenchmarkRun[]
  readonly shownId: string | null
  /** The run that was copied last. */
  readonly copiedId: string | null
}

export type BenchmarkStore = StoreApi<BenchmarkState>

export const MAX_RUNS = 20

export function createBenchmarkStore(): BenchmarkStore {
  return createStore<BenchmarkState>(() => ({
    shows: 'processes',
    form: { plan: 'full', engine: null },
    machine: null,
    running: null,
    outcome: null,
    error: null,
    runs: [],
    shownId: null,
    copiedId: null,
  }))
}

/** The engines that can be measured here; none until the browser has answered. */
export function offeredEngines(machine: BrowserMachine | null): readonly EngineKind[] {
  if (machine === null) return []
  return machine.adapter === null ? ['cpu'] : ['webgpu', 'cpu']
}

/** What would be measured now; null until the browser has answered. */
export function chosenEngine({ form, machine }: Pick<BenchmarkState, 'form' | 'machine'>): EngineKind | null {
  const offered = offeredEngines(machine)
  if (form.engine !== null && offered.includes(form.engine)) return form.engine
  const hasCard = machine?.adapter?.isSoftware === false
  return offered.find((kind) => hasCard || kind === 'cpu') ?? null
}

export function shownReport({ runs, shownId }: Pick<BenchmarkState, 'runs' | 'shownId'>): BenchmarkReport | null {
  return runs.find(({ id }) => id === shownId)?.report ?? null
}

/** What is measured now goes before what was. */
export function shownFigures(state: Pick<BenchmarkState, 'running' | 'runs' | 'shownId'>): BenchFigures | null {
  return state.running === null ? shownReport(state) : state.running.figures
}

/** Newest first, without those beyond the limit. */
export function withRuns(runs: readonly BenchmarkRun[], more: readonly BenchmarkRun[]): readonly BenchmarkRun[] {
  const known = new Set(more.map(({ id }) => id))
  return [...more, ...runs.filter(({ id }) => !known.has(id))]
    .toSorted((a, b) => b.report.startedAt.localeCompare(a.report.startedAt))
    .slice(0, MAX_RUNS)
}
