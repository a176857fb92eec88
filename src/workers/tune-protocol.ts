/** What the page and the worker that looks for settings say to each other: types only. */
import type { TunedSettings, TuningFigures, TuningStep } from '../bench/tuning.ts'
import type { Recipe } from '../core/recipe.ts'
import type { DatasetLocation } from '../data/location.ts'

export interface TuneOrder {
  readonly input: DatasetLocation
  readonly recipe: Recipe
}

export interface TuneAnswer {
  readonly figures: TuningFigures
  readonly cores: number
  /** Of the card; empty without one. */
  readonly adapter: string
  /** All that was read fits in memory: only the first run read it from the disk. */
  readonly isFromMemory: boolean
  /** Bytes as stored, over the time in which they were read from the disk; null where that was too short. */
  readonly readMegabytesPerSecond: number | null
}

export interface TuneWorkerApi {
  /** Runs batches into the browser's storage, and removes what they wrote. */
  run(
    order: TuneOrder,
    onStep: (step: TuningStep) => void,
    onRows: (rows: readonly TunedSettings[]) => void,
  ): Promise<TuneAnswer>
}
