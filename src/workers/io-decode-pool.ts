import type { FolderOptions, ReadableFolder } from '../core/folder.ts'
import type { DatasetLocation } from '../data/location.ts'
import { openTraceArray, type TraceArray } from '../data/zarr/trace-array.ts'
import type { DecodeApi } from './io-decode.worker.ts'
import { WorkerCalls } from './worker-calls.ts'

/** Beyond four, decoding is faster than any disk this was measured on. */
const MOST_DECODERS = 4

let spare: readonly WorkerCalls<DecodeApi>[] | null = null

/** Starts the threads of the next array ahead of it. */
export function prepareDecoders(): void {
  spare ??= spawnDecoders()
}

/** Opens an array whose chunks are read and decoded by threads of their own, each chunk by the least busy one. */
export async function openPooledArray(
  location: DatasetLocation,
  folder: ReadableFolder,
  path: string,
  options?: FolderOptions,
): Promise<TraceArray> {
  const array = await openTraceArray(folder, path, options)
  const decoders = spare ?? spawnDecoders()
  spare = null
  await Promise.all(decoders.map((decoder) => decoder.call((remote) => remote.open(location, path), options?.signal)))
  return new PooledArray(array, decoders)
}

function spawnDecoders(): WorkerCalls<DecodeApi>[] {
  const nDecoders = Math.max(2, Math.min(MOST_DECODERS, navigator.hardwareConcurrency - 1))
  return Array.from({ length: nDecoders }, () => spawnDecoder())
}

function spawnDecoder(): WorkerCalls<DecodeApi> {
  const worker = new Worker(new URL('./io-decode.worker.ts', import.meta.url), { type: 'module' })
  return new WorkerCalls<DecodeApi>(worker, 'A decoding thread')
}

class PooledArray implements TraceArray {
  readonly layout: TraceArray['layout']
  readonly nSamples: number
  readonly nTraces: number
  readonly attributes: TraceArray['attributes']
  readonly nSampleChunks: number
  readonly nTraceChunks: number
  readonly #array: TraceArray
  readonly #decoders: readonly WorkerCalls<DecodeApi>[]

  constructor(array: TraceArray, decoders: readonly WorkerCalls<DecodeApi>[]) {
    this.layout = array.layout
    this.nSamples = array.nSamples
    this.nTraces = array.nTraces
    this.attributes = array.attributes
    this.nSampleChunks = array.nSampleChunks
    this.nTraceChunks = array.nTraceChunks
    this.#array = array
    this.#decoders = decoders
  }

  chunkName(sampleChunk: number, traceChunk: number): string {
    return this.#array.chunkName(sampleChunk, traceChunk)
  }

  readChunk(sampleChunk: number, traceChunk: number, options?: FolderOptions) {
    const decoder = this.#decoders.reduce((idlest, other) => (other.nPending < idlest.nPending ? other : idlest))
    return decoder.call((remote, signal) => remote.readChunk(sampleChunk, traceChunk, signal), options?.signal)
  }
}
