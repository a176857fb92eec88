import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TunedSettings, TuningFigures, TuningStep } from '../bench/tuning.ts'
import type { ErrorText } from './session.ts'

/** What a search for the best settings of a batch found, on one dataset and in one browser. */
export interface TuningResult {
  readonly figures: TuningFigures
  readonly cores: number
  /** Of the card; empty without one. */
  readonly adapter: string
  /** All that was read fits in memory: only the first run read it from the disk. */
  readonly isFromMemory: boolean
  /** From the disk; null where that was too short to say. */
  readonly readMegabytesPerSecond: number | null
  /** Of the recipe that was run, as JSON. */
  readonly steps: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly seconds: number
}

export interface RunningTuning {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Null until the dataset is open. */
  readonly step: TuningStep | null
  readonly rows: readonly TunedSettings[]
}

export interface TuningState {
  readonly running: RunningTuning | null
  /** How the last search of this visit ended. */
  readonly outcome: 'done' | 'cancelled' | 'failed' | null
  readonly error: ErrorText | null
  /** Of the open dataset; null where none was made. */
  readonly result: TuningResult | null
  /** What was found is what the batch takes. */
  readonly isUsed: boolean
}

export type TuningStore = StoreApi<TuningState>

export const NO_TUNING: TuningState = { running: null, outcome: null, error: null, result: null, isUsed: false }

export function createTuningStore(): TuningStore {
  return createStore<TuningState>(() => NO_TUNING)
}

export function bestOf({ rows, best }: TuningFigures): TunedSettings {
  return rows[best]!
}
