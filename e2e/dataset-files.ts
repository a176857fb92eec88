/** Reads and damages the files of a dataset from outside: independent of the program's own readers. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { TraceBlock } from '../src/core/gather.ts'

interface ZarrArray {
  readonly shape: readonly [number, number]
  readonly chunks: readonly [number, number]
  readonly dtype: string
  readonly compressor: unknown
}

/** Traces [startTrace, endTrace) of an uncompressed Zarr v2 array of (samples, traces) in one row of chunks. */
export async function readTraces(array: string, startTrace: number, endTrace: number): Promise<TraceBlock> {
  const meta: ZarrArray = JSON.parse(await readFile(join(array, '.zarray'), 'utf8'))
  const [nSamples, chunkTraces] = [meta.shape[0], meta.chunks[1]]
  if (meta.dtype !== '<f4' || meta.compressor !== null || meta.chunks[0] < nSamples)
    throw new Error(`${array} is of another kind`)
  const nTraces = endTrace - startTrace
  const samples = new Float32Array(nSamples * nTraces)
  for (let column = Math.floor(startTrace / chunkTraces); column * chunkTraces < endTrace; column++) {
    const bytes = await readFile(join(array, `0.${column}`))
    const chunk = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    for (
      let trace = Math.max(startTrace, column * chunkTraces);
      trace < Math.min(endTrace, (column + 1) * chunkTraces);
      trace++
    ) {
      for (let sample = 0; sample < nSamples; sample++) {
        samples[sample * nTraces + trace - startTrace] = chunk[sample * chunkTraces + trace - column * chunkTraces]!
      }
    }
  }
  return { nSamples, nTraces, samples }
}

/** The gathers of a dataset, half-open, by another reader of Parquet than the program's. */
export async function readGatherSpans(dataset: string): Promise<{ startTrace: number; endTrace: number }[]> {
  const file = await asyncBufferFromFile(join(dataset, 'ensemble_index.parquet'))
  const rows = await parquetReadObjects({ file, columns: ['start_trace', 'end_trace'] })
  return rows.map((row) => ({ startTrace: Number(row['start_trace']), endTrace: Number(row['end_trace']) + 1 }))
}

/** Gives the traces of each gather offsets of their own, by their number in it, and no other header. */
export async function setOffsets(dataset: string, offsetOf: (trace: number) => number): Promise<void> {
  const spans = await readGatherSpans(dataset)
  const offsets = spans.flatMap(({ startTrace, endTrace }) =>
    Array.from({ length: endTrace - startTrace }, (_, trace) => offsetOf(trace)),
  )
  const column = { name: 'offset', data: Float64Array.from(offsets), type: 'DOUBLE', nullable: false } as const
  await writeFile(join(dataset, 'headers.parquet'), new Uint8Array(parquetWriteBuffer({ columnData: [column] })))
}
