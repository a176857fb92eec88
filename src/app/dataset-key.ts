import type { DatasetInfo } from '../core/dataset.ts'

/** A handle has no name that lasts; a dataset of the same name and shape is taken for the same. */
export function datasetKey({ name, nSamples, nTraces, gathers }: DatasetInfo): string {
  return `${name} ${nSamples} x ${nTraces} in ${gathers.nGathers}`
}
