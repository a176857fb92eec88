/** Facts by which the user finds the gathers worth a look: one figure of each of them, bookmarks, their order. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GatherKeys } from './gather-order.ts'
import { findLevelOutliers, findOutliers, type GatherSeries } from './outliers.ts'

export type QcFigure = 'rms' | 'removed' | 'leakage'

export interface QcState {
  /** Root mean square of the live samples of each gather; NaN where it is not computed. */
  readonly rms: Float32Array
  /** Gathers that could not be read, in gather order. */
  readonly failed: readonly number[]
  readonly isComputing: boolean
  readonly figure: QcFigure
  /** In gather order. */
  readonly bookmarks: readonly number[]
  /** The key column or header by whose values previous and next go; null: by number. */
  readonly order: string | null
  /** Headers that were read to go by: the value of each gather's first trace. */
  readonly headerKeys: GatherKeys
  /** That is being read for it. */
  readonly headerInHand: string | null
}

export type QcStore = StoreApi<QcState>

export const NO_QC: QcState = {
  rms: new Float32Array(0),
  failed: [],
  isComputing: false,
  figure: 'rms',
  bookmarks: [],
  order: null,
  headerKeys: {},
  headerInHand: null,
}

export function createQcStore(): QcStore {
  return createStore<QcState>(() => NO_QC)
}

/** Gathers that have a figure or could not be read. */
export function countDone({ rms, failed }: Pick<QcState, 'rms' | 'failed'>): number {
  return rms.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), failed.length)
}

/** What the strip shows: figures by gather, NaN where there is none, and the outliers among them in gather order. */
export interface QcFigures {
  readonly figure: QcFigure
  readonly values: Float32Array
  readonly outliers: readonly number[]
  readonly limit: number | null
}

/** The chosen figure, or the level of the gathers where no batch has found that one. */
export function qcFigures(
  { rms, figure }: Pick<QcState, 'rms' | 'figure'>,
  series: GatherSeries,
  limit: number,
): QcFigures {
  if (figure === 'rms' || !hasFigure(series[figure]))
    return { figure: 'rms', values: rms, outliers: findLevelOutliers(rms), limit: null }
  const reason = figure === 'leakage' ? 'leakage' : 'energy'
  const outliers = findOutliers(series, limit).filter((outlier) => outlier.reason === reason)
  return {
    figure,
    values: series[figure],
    outliers: outliers.map(({ gather }) => gather).sort((a, b) => a - b),
    limit: figure === 'leakage' ? limit : null,
  }
}

export function hasFigure(figures: Float32Array): boolean {
  return figures.some((value) => !Number.isNaN(value))
}

/** The next of `marks`, which are in order, after or before a gather; goes round at the ends. Null where there is none. */
export function nextMark(marks: readonly number[], gather: number, direction: 1 | -1): number | null {
  const next = direction === 1 ? marks.find((mark) => mark > gather) : marks.findLast((mark) => mark < gather)
  return next ?? marks.at(direction === 1 ? 0 : -1) ?? null
}

/** With the gather among them, or without it where it was. */
export function toggledMark(marks: readonly number[], gather: number): readonly number[] {
  if (marks.includes(gather)) return marks.filter((mark) => mark !== gather)
  return [...marks, gather].sort((a, b) => a - b)
}
