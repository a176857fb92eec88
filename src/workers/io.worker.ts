/**
 * Thread entry: one open dataset. Tables, index, cache and the putting together of gathers are here; chunks are
 * decoded in threads below this one. A chunk is handed up whole, copied once into its gather, and the gather handed on.
 */
import * as Comlink from 'comlink'
import type { BrowsedSource, DatasetInfo, ReadCounts, TraceSpan } from '../core/dataset.ts'
import { SeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import { type OpenOptions, openDataset } from '../data/dataset.ts'
import { type DatasetLocation, folderOf } from '../data/location.ts'
import { loadParquetModule } from '../data/parquet/wasm-module.ts'
import { openPooledArray, prepareDecoders } from './io-decode-pool.ts'
import { installTransferHandlers } from './transfer.ts'

/** What can be said of how a dataset is opened in a message. */
export type PlainOpenOptions = Pick<OpenOptions, 'gathersBy' | 'cacheBytes'>

/** An answer, with what was read so far. */
export interface Counted<Value> {
  readonly value: Value
  readonly counts: ReadCounts
}

export interface IoApi {
  /** Fetches and starts what any dataset needs. */
  prepare(): Promise<void>
  open(
    location: DatasetLocation,
    options: PlainOpenOptions,
    onProgress: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Counted<DatasetInfo>>
  readGather(index: number, signal: AbortSignal): Promise<Counted<Gather>>
  readRms(index: number, signal: AbortSignal): Promise<Counted<number>>
  readAhead(index: number, signal: AbortSignal): Promise<Counted<null>>
  readHeader(name: string, span: TraceSpan | undefined, signal: AbortSignal): Promise<Counted<Float64Array>>
}

let source: BrowsedSource | undefined

const api: IoApi = {
  async prepare() {
    prepareDecoders()
    await loadParquetModule()
  },
  async open(location, options, onProgress, signal) {
    const opened = await openDataset(await folderOf(location), {
      ...options,
      signal,
      onProgress,
      openArray: (folder, path, reading) => openPooledArray(location, folder, path, reading),
    })
    source = opened
    return { value: opened.info, counts: opened.readCounts() }
  },
  async readGather(index, signal) {
    const value = await openSource().readGather(index, { signal })
    return Comlink.transfer({ value, counts: openSource().readCounts() }, [value.samples.buffer])
  },
  async readRms(index, signal) {
    const value = await openSource().readRms(index, { signal })
    return { value, counts: openSource().readCounts() }
  },
  async readAhead(index, signal) {
    await openSource().readAhead(index, { signal })
    return { value: null, counts: openSource().readCounts() }
  },
  async readHeader(name, span, signal) {
    const value = await openSource().readHeader(name, span, { signal })
    const moved = value.buffer instanceof ArrayBuffer ? [value.buffer] : []
    return Comlink.transfer({ value, counts: openSource().readCounts() }, moved)
  },
}

function openSource(): BrowsedSource {
  if (source === undefined) throw new SeisError('internal', 'The dataset is not open')
  return source
}

installTransferHandlers()
Comlink.expose(api)
