import { bytesOfSample, type DatasetInfo, FLOAT32_BYTES } from '../../core/dataset.ts'
import type { BatchForm } from '../../state/batch.ts'

export interface PlannedBatch {
  readonly nGathers: number
  readonly nTraces: number
  /** Bytes of samples as the input stores them, before any compression. */
  readonly readBytes: number
  /** Bytes of samples that are written: float32, without compression. */
  readonly writtenBytes: number
  /** What the output folder will hold, in the order in which it is written. */
  readonly files: readonly string[]
}

/** What a batch will do, from facts alone: a whole dataset keeps the traces that lie outside every gather. */
export function plannedBatch(dataset: DatasetInfo, form: BatchForm): PlannedBatch {
  const { gathers, array, nSamples } = dataset
  const isWhole = form.startGather === 0 && form.endGather === gathers.nGathers
  let nTraces = 0
  for (let gather = form.startGather; gather < form.endGather; gather++) {
    nTraces += (gathers.endTrace[gather] ?? 0) - (gathers.startTrace[gather] ?? 0)
  }
  if (isWhole) nTraces = dataset.nTraces
  const arrays = { processed: ['traces.zarr'], noise: ['noise.zarr'], both: ['traces.zarr', 'noise.zarr'] }[form.write]
  const isFolder = dataset.form === 'folder'
  const headers = isFolder && dataset.headerNames.length > 0 ? ['headers.parquet'] : []
  const index = isFolder ? ['ensemble_index.parquet'] : []
  return {
    nGathers: Math.max(0, form.endGather - form.startGather),
    nTraces,
    readBytes: nTraces * nSamples * bytesOfSample(array.dtype),
    writtenBytes: nTraces * nSamples * FLOAT32_BYTES * arrays.length,
    files: [...arrays, ...headers, ...index, 'metadata.json', '_SUCCESS.json'],
  }
}
