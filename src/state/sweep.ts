import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunMeasures } from '../core/measures.ts'
import type { ErrorText } from './session.ts'
import { type AxisForm, type CellRank, type GridPlace, rankCells, type SweepAxis } from './sweep-sheet.ts'
import type { PanelLayout } from './view.ts'

/** What is asked for; null where nothing is chosen. */
export interface SweepForm {
  readonly columns: AxisForm | null
  readonly rows: AxisForm | null
}

export interface SweepCell extends GridPlace, RunMeasures {
  readonly status: 'waiting' | 'running' | 'done' | 'failed'
  readonly computeMs: number | null
  /** Why it failed. */
  readonly reason: string
}

/** One gather by every recipe of two axes. */
export interface SweepSheet {
  /** From 0. */
  readonly gather: number
  /** `sweepBase` of the chain that it was made with. */
  readonly base: string
  /** Columns, then rows if there are any. */
  readonly axes: readonly SweepAxis[]
  /** Row by row. */
  readonly cells: readonly SweepCell[]
}

/** The chosen cell and the recipe in hand on one other gather; null until measured. */
export interface CheckRow {
  /** From 0. */
  readonly gather: number
  readonly current: RunMeasures | null
  readonly chosen: RunMeasures | null
}

export interface SweepCheck {
  /** Of the cell that is checked. */
  readonly cell: number
  readonly rows: readonly CheckRow[]
}

export type SweepShows = 'after' | 'noise' | 'leakage'

export interface SweepState {
  readonly form: SweepForm
  readonly sheet: SweepSheet | null
  readonly isRunning: boolean
  /** Of the sheet, when it was whole. */
  readonly totalMs: number | null
  /** The user's choice; null takes the best. */
  readonly selected: number | null
  /** Share of leakage in the ranking, 0 to 1. */
  readonly weight: number
  readonly shows: SweepShows
  /** Of the selected cell: three pictures side by side, or one of them over the full width. */
  readonly layout: PanelLayout
  /** Leakage maps that there are, while others are being made; null otherwise. */
  readonly mapped: number | null
  readonly check: SweepCheck | null
  readonly isChecking: boolean
  readonly error: ErrorText | null
}

export type SweepStore = StoreApi<SweepState>

export const NO_SWEEP: SweepState = {
  form: { columns: null, rows: null },
  sheet: null,
  isRunning: false,
  totalMs: null,
  selected: null,
  weight: 0.5,
  shows: 'noise',
  layout: 'three',
  mapped: null,
  check: null,
  isChecking: false,
  error: null,
}

/** The most recipes of one sheet. */
export const MAX_CELLS = 64

export function createSweepStore(): SweepStore {
  return createStore<SweepState>(() => NO_SWEEP)
}

export function doneCount({ cells }: SweepSheet): number {
  return cells.filter(({ status }) => status === 'done' || status === 'failed').length
}

/** The cell that the page speaks of: the chosen one, else the best so far, else the first. */
export function selectedCell({ selected, sheet, weight }: SweepState): number {
  if (selected !== null || sheet === null) return selected ?? 0
  return Math.max(0, bestOf(rankCells(sheet.cells, weight)))
}

function bestOf(ranks: readonly (CellRank | null)[]): number {
  return ranks.findIndex((rank) => rank?.rank === 1)
}
