/** The sizes of the regions, by dataset, in the browser's local storage: those of the last datasets. */
import type { DatasetInfo } from '../core/dataset.ts'
import { understoodSizes } from '../state/kept-view.ts'
import type { RegionSizes } from '../state/view.ts'
import { datasetKey } from './dataset-key.ts'

const STORAGE_KEY = 'seisproc-sizes'
const MOST_KEPT = 100

type Entry = readonly [key: string, sizes: unknown]

/** None where none are kept. */
export function keptSizes(text: Pick<Storage, 'getItem'>, dataset: DatasetInfo): RegionSizes {
  return understoodSizes(entries(text).find(([key]) => key === datasetKey(dataset))?.[1])
}

export function keepSizes(text: Pick<Storage, 'getItem' | 'setItem'>, dataset: DatasetInfo, sizes: RegionSizes): void {
  const key = datasetKey(dataset)
  const others = entries(text).filter(([other]) => other !== key)
  text.setItem(STORAGE_KEY, JSON.stringify([[key, sizes], ...others].slice(0, MOST_KEPT)))
}

function entries(text: Pick<Storage, 'getItem'>): readonly Entry[] {
  try {
    const found: unknown = JSON.parse(text.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(found) ? found.filter((entry): entry is [string, unknown] => Array.isArray(entry)) : []
  } catch {
    return []
  }
}
