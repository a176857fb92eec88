import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { v2ArrayMetadata, v2ChunkKey } from '../../src/data/zarr-v2-writer.ts'
import { MemoryFolder } from '../memory-folder.ts'

export interface SmallDataset {
  readonly nSamples: number
  readonly nTraces: number
  readonly chunkSamples?: number
  readonly chunkTraces: number
  /** Rows of the index as the file has them, `end_trace` inclusive; no index file without. */
  readonly index?: readonly (readonly [start: number, end: number, count?: number])[]
  readonly headers?: Readonly<Record<string, readonly number[]>>
  readonly metadata?: unknown
  /** Array folder; '' for a bare array. */
  readonly path?: string
}

/** Sample i of trace j of the small datasets: exact in float32, different everywhere. */
export function sampleAt(sample: number, trace: number): number {
  return sample * 1000 + trace
}

export function smallDataset(dataset: SmallDataset): MemoryFolder {
  const { nSamples, nTraces, chunkTraces, chunkSamples = nSamples, path = 'traces.zarr' } = dataset
  const files: Record<string, Uint8Array> = {}
  const prefix = path === '' ? '' : `${path}/`
  files[`${prefix}.zarray`] = v2ArrayMetadata({ nSamples, nTraces, chunkSamples, chunkTraces, compressor: 'none' })
  for (let row = 0; row * chunkSamples < nSamples; row += 1)
    for (let column = 0; column * chunkTraces < nTraces; column += 1) {
      const samples = Float32Array.from({ length: chunkSamples * chunkTraces }, (_, at) =>
        sampleAt(row * chunkSamples + Math.floor(at / chunkTraces), column * chunkTraces + (at % chunkTraces)),
      )
      files[`${prefix}${v2ChunkKey(row, column)}`] = new Uint8Array(samples.buffer)
    }
  if (dataset.index !== undefined) files['ensemble_index.parquet'] = indexFile(dataset.index)
  if (dataset.headers !== undefined) files['headers.parquet'] = table(dataset.headers)
  const metadata = 'metadata' in dataset ? dataset.metadata : { sample_rate: 4, shape: [nSamples, nTraces] }
  if (metadata !== undefined) files['metadata.json'] = new TextEncoder().encode(JSON.stringify(metadata))
  return new MemoryFolder('line', { files })
}

export function indexFile(rows: NonNullable<SmallDataset['index']>): Uint8Array {
  return table({
    ensemble_id: rows.map((_, row) => row),
    start_trace: rows.map(([start]) => start),
    end_trace: rows.map(([, end]) => end),
    n_traces: rows.map(([start, end, count]) => count ?? end - start + 1),
    field_record: rows.map((_, row) => 100 + row),
  })
}

export function table(columns: Readonly<Record<string, readonly number[]>>): Uint8Array {
  const columnData = Object.entries(columns).map(([name, values]): ColumnSource => {
    const isWhole = values.every(Number.isInteger)
    return isWhole
      ? { name, data: BigInt64Array.from(values, BigInt), type: 'INT64', nullable: false }
      : { name, data: Float64Array.from(values), type: 'DOUBLE', nullable: false }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}
