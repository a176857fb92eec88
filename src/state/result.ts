import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EngineKind, GatherFigures } from '../core/engine.ts'
import { NO_MEASURES, type RunMeasures } from '../core/measures.ts'
import type { ChainItem } from './recipe.ts'
import type { ErrorText } from './session.ts'

/** Figures of the last run of the recipe on the gather shown; null where nothing was measured. */
export interface ResultState extends RunMeasures {
  readonly isRunning: boolean
  /** Where the run is, where the engine says so: the step that is being computed, from 0, and how many there are. */
  readonly runningStep: { readonly at: number; readonly of: number } | null
  /** What computed it. */
  readonly kind: EngineKind | null
  /** From the change to the picture, ms. */
  readonly totalMs: number | null
  readonly uploadMs: number | null
  readonly computeMs: number | null
  readonly readbackMs: number | null
  /** Steps whose forward transform was kept from the run before. */
  readonly forwardsReused: number | null
  /** How long each step took, ms, by its identity; empty where the engine does not tell. */
  readonly stepMs: Readonly<Record<string, number>>
  /** What steps found out about the gather, by the identity of the step; left out where one found nothing. */
  readonly figures: Readonly<Record<string, GatherFigures>>
  /** Of what the Noise panel shows in place of the noise: on its way, shown, or that there is none. */
  readonly image: 'working' | 'shown' | 'none'
  readonly error: ErrorText | null
}

export type ResultStore = StoreApi<ResultState>

export const NO_RESULT: ResultState = {
  isRunning: false,
  runningStep: null,
  kind: null,
  totalMs: null,
  uploadMs: null,
  computeMs: null,
  readbackMs: null,
  forwardsReused: null,
  stepMs: {},
  figures: {},
  image: 'none',
  ...NO_MEASURES,
  error: null,
}

export function createResultStore(): ResultStore {
  return createStore<ResultState>(() => NO_RESULT)
}

/** What is known of each of the steps that ran, by its identity. */
export function byStep<T>(values: readonly T[], steps: readonly ChainItem[]): Readonly<Record<string, T>> {
  return Object.fromEntries(steps.flatMap(({ id }, i) => (values[i] === undefined ? [] : [[id, values[i]]])))
}
