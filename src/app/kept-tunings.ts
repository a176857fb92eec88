/** What searches for settings found, by dataset, in the browser's local storage: those of the last datasets. */
import type { DatasetInfo } from '../core/dataset.ts'
import type { TuningResult } from '../state/tuning.ts'
import { datasetKey } from './dataset-key.ts'

export interface KeptTuning {
  readonly result: TuningResult
  readonly isUsed: boolean
}

export interface TuningKeeper {
  find(dataset: DatasetInfo): KeptTuning | null
  keep(dataset: DatasetInfo, tuning: KeptTuning): void
}

type Text = Pick<Storage, 'getItem' | 'setItem'>

const STORAGE_KEY = 'seisproc-tunings'
/** To be raised when a figure changes its meaning or its place: older ones are forgotten then. */
const VERSION = 1
const MOST_KEPT = 20

export class KeptTunings implements TuningKeeper {
  readonly #text: Text

  constructor(text: Text) {
    this.#text = text
  }

  find(dataset: DatasetInfo): KeptTuning | null {
    return this.#all().find(([key]) => key === datasetKey(dataset))?.[1] ?? null
  }

  keep(dataset: DatasetInfo, tuning: KeptTuning): void {
    const key = datasetKey(dataset)
    const others = this.#all().filter(([other]) => other !== key)
    const tunings = [[key, tuning], ...others].slice(0, MOST_KEPT)
    this.#text.setItem(STORAGE_KEY, JSON.stringify({ version: VERSION, tunings }))
  }

  #all(): readonly (readonly [key: string, KeptTuning])[] {
    try {
      const { version, tunings } = JSON.parse(this.#text.getItem(STORAGE_KEY) ?? '{}')
      return version === VERSION ? tunings : []
    } catch {
      return []
    }
  }
}
