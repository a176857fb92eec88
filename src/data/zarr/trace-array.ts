import type { ArrayLayout } from '../../core/dataset.ts'
import { isSeisError, SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../../core/folder.ts'
import type { TraceBlock } from '../../core/gather.ts'
import { joinPath } from '../folders/path.ts'
import type { ArrayMetadata } from './array-metadata.ts'
import { createChunkDecoder } from './chunk-decoder.ts'
import { WrongLength } from './codecs/register.ts'
import { findArray } from './find-array.ts'
import { ShardIndexes } from './shard-index.ts'
import { ReadableStore } from './store.ts'
import { traceSamples } from './trace-samples.ts'

/** A decoded chunk: the part of it that lies inside the array, C order (nSamples, nTraces). */
export interface TraceChunk extends TraceBlock {
  readonly startSample: number
  readonly startTrace: number
  /** `traces.zarr/0.12`; for an inner chunk of a shard with its place in it. */
  readonly name: string
  /** Not on disk: all samples are the fill value. */
  readonly missing: boolean
  /** Bytes read for it (with the index of its shard, when that was read for it); 0 when missing. */
  readonly storedBytes: number
  /** When its reading began, when its bytes were there, and when it was decoded: seconds, the same clock in all threads. */
  readonly readFrom: number
  readonly readUntil: number
  readonly decodedAt: number
}

export interface ReadChunkOptions extends FolderOptions {
  /** Called when its bytes are there, before they are decoded. */
  readonly onRead?: () => void
}

/** A 2-D array of samples by traces, read chunk by chunk. */
export interface TraceArray {
  readonly layout: ArrayLayout
  readonly nSamples: number
  readonly nTraces: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly nSampleChunks: number
  readonly nTraceChunks: number
  /** Name of a chunk as errors have it. */
  chunkName(sampleChunk: number, traceChunk: number): string
  /**
   * Chunk (sampleChunk, traceChunk), each from 0. Rejects with corrupt-chunk, naming the chunk and the bytes found
   * and expected, when it cannot be decoded to exactly its size; with not-found when the whole array is no longer there.
   */
  readChunk(sampleChunk: number, traceChunk: number, options?: ReadChunkOptions): Promise<TraceChunk>
}

/**
 * Opens the array at a path of a folder ('' for the folder itself), or the array in the group there.
 * Rejects with not-found, bad-input (metadata that contradicts itself) or unsupported, naming file and key.
 */
export async function openTraceArray(
  folder: ReadableFolder,
  path: string,
  options?: FolderOptions,
): Promise<TraceArray> {
  const found = await findArray(folder, path, options)
  return new ZarrTraceArray(folder, found.path, found.metadata)
}

class ZarrTraceArray implements TraceArray {
  readonly layout: ArrayLayout
  readonly nSamples: number
  readonly nTraces: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly nSampleChunks: number
  readonly nTraceChunks: number
  private readonly metadata: ArrayMetadata
  private readonly store: ReadableStore
  private readonly decode: ReturnType<typeof createChunkDecoder>
  private readonly shards: ShardIndexes | null
  private readonly title: string

  constructor(folder: ReadableFolder, path: string, metadata: ArrayMetadata) {
    this.metadata = metadata
    this.layout = describeLayout(path, metadata)
    this.title = path === '' ? folder.name : path
    this.attributes = metadata.attributes
    const [nSamples, nTraces] = this.bySample(metadata.shape)
    this.nSamples = nSamples
    this.nTraces = nTraces
    this.nSampleChunks = Math.ceil(nSamples / this.layout.chunkSamples)
    this.nTraceChunks = Math.ceil(nTraces / this.layout.chunkTraces)
    this.store = new ReadableStore(folder, path)
    this.decode = createChunkDecoder(metadata)
    this.shards = createShardIndexes(this.store, metadata)
  }

  chunkName(sampleChunk: number, traceChunk: number): string {
    const place = this.place(sampleChunk, traceChunk)
    const inner = place.inner === null ? '' : ` (inner chunk ${place.inner.row}.${place.inner.column})`
    return joinPath(this.title, place.key) + inner
  }

  async readChunk(sampleChunk: number, traceChunk: number, options?: ReadChunkOptions): Promise<TraceChunk> {
    const name = this.chunkName(sampleChunk, traceChunk)
    this.checkChunk(sampleChunk, traceChunk)
    const startSample = sampleChunk * this.layout.chunkSamples
    const startTrace = traceChunk * this.layout.chunkTraces
    const nSamples = Math.min(this.layout.chunkSamples, this.nSamples - startSample)
    const nTraces = Math.min(this.layout.chunkTraces, this.nTraces - startTrace)
    const readFrom = clockSeconds()
    const stored = await this.readStored(sampleChunk, traceChunk, name, options)
    if (stored.bytes === undefined) await this.refuseIfGone(options)
    const readUntil = clockSeconds()
    options?.onRead?.()
    throwIfAborted(options?.signal)
    const samples =
      stored.bytes === undefined
        ? new Float32Array(nSamples * nTraces).fill(this.metadata.fillValue)
        : await this.decodeSamples(stored.bytes, name, nSamples, nTraces)
    throwIfAborted(options?.signal)
    return {
      samples,
      nSamples,
      nTraces,
      startSample,
      startTrace,
      name,
      missing: stored.bytes === undefined,
      storedBytes: (stored.bytes?.byteLength ?? 0) + stored.indexBytes,
      readFrom,
      readUntil,
      decodedAt: clockSeconds(),
    }
  }

  private async decodeSamples(bytes: Uint8Array<ArrayBuffer>, name: string, nSamples: number, nTraces: number) {
    try {
      const decoded = await this.decode(bytes)
      return traceSamples(decoded, this.metadata.element, { nSamples, nTraces, axes: this.layout.axes })
    } catch (error) {
      throw this.corrupt(name, bytes.byteLength, error)
    }
  }

  private async readStored(
    sampleChunk: number,
    traceChunk: number,
    name: string,
    options: FolderOptions | undefined,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> | undefined; readonly indexBytes: number }> {
    const { key, inner } = this.place(sampleChunk, traceChunk)
    if (this.shards === null || inner === null)
      return { bytes: await this.store.get(`/${key}`, options), indexBytes: 0 }
    throwIfAborted(options?.signal)
    const { entry, indexBytes } = await this.shards.find(key, inner.index).catch((error: unknown) => {
      throw this.corrupt(name, 0, error)
    })
    if (entry === undefined) return { bytes: undefined, indexBytes }
    const bytes = await this.store.getRange(`/${key}`, entry, options)
    if (bytes?.byteLength !== entry.length)
      throw this.corrupt(name, bytes?.byteLength ?? 0, new WrongLength(bytes?.byteLength ?? 0, entry.length))
    return { bytes, indexBytes }
  }

  /** Key of the file with a chunk, and where in the shard it is. */
  private place(sampleChunk: number, traceChunk: number) {
    const [row, column] = this.bySample([sampleChunk, traceChunk])
    const { shard, chunkShape, chunkKey } = this.metadata
    if (shard === null) return { key: chunkKey(row, column), inner: null }
    const nRows = shard.shape[0] / chunkShape[0]
    const nColumns = shard.shape[1] / chunkShape[1]
    const inner = { row: row % nRows, column: column % nColumns }
    const key = chunkKey(Math.floor(row / nRows), Math.floor(column / nColumns))
    return { key, inner: { ...inner, index: inner.row * nColumns + inner.column } }
  }

  /** A pair along (samples, traces) as one along the axes on disk, or the reverse. */
  private bySample(pair: readonly [number, number]): readonly [number, number] {
    return this.layout.axes === 'sample-trace' ? pair : [pair[1], pair[0]]
  }

  private checkChunk(sampleChunk: number, traceChunk: number): void {
    const isInside =
      Number.isInteger(sampleChunk) &&
      Number.isInteger(traceChunk) &&
      sampleChunk >= 0 &&
      traceChunk >= 0 &&
      sampleChunk < this.nSampleChunks &&
      traceChunk < this.nTraceChunks
    if (!isInside)
      throw new SeisError('internal', `Chunk (${sampleChunk}, ${traceChunk}) is outside the array`, {
        where: this.title,
        fields: { nSampleChunks: this.nSampleChunks, nTraceChunks: this.nTraceChunks },
      })
  }

  /** A chunk that is missing is the fill value; an array that is missing (a drive taken away) is not. */
  private async refuseIfGone(options: FolderOptions | undefined): Promise<void> {
    const name = this.metadata.zarrFormat === 2 ? '.zarray' : 'zarr.json'
    if ((await this.store.size(`/${name}`, options)) !== undefined) return
    throw new SeisError('not-found', 'The array is no longer there', {
      where: joinPath(this.title, name),
      todo: 'connect the drive again, or open the dataset from where it is now',
    })
  }

  private corrupt(name: string, storedBytes: number, error: unknown): SeisError {
    if (isSeisError(error))
      return error.where === '' ? new SeisError(error.code, error.message, { ...error, where: name }) : error
    const { chunkShape, element } = this.metadata
    const expectedBytes =
      error instanceof WrongLength ? error.expectedBytes : chunkShape[0] * chunkShape[1] * element.bytes
    const foundBytes = error instanceof WrongLength ? error.foundBytes : storedBytes
    const why = error instanceof Error ? error.message : String(error)
    return new SeisError('corrupt-chunk', `A damaged chunk: ${why}`, {
      where: name,
      todo: 'Copy this file again from its source; other chunks can still be read',
      fields: { chunk: name, storedBytes, foundBytes, expectedBytes },
      cause: error,
    })
  }
}

function clockSeconds(): number {
  return (performance.timeOrigin + performance.now()) / 1000
}

function createShardIndexes(store: ReadableStore, { shard, chunkShape }: ArrayMetadata): ShardIndexes | null {
  if (shard === null) return null
  const nInner = (shard.shape[0] / chunkShape[0]) * (shard.shape[1] / chunkShape[1])
  return new ShardIndexes(store, shard, nInner)
}

function describeLayout(path: string, metadata: ArrayMetadata): ArrayLayout {
  const axes = findAxes(metadata.dimensionNames)
  const traceAxis = axes === 'sample-trace' ? 1 : 0
  return {
    path,
    zarrFormat: metadata.zarrFormat,
    dtype: metadata.element.dtype,
    axes,
    chunkSamples: metadata.chunkShape[1 - traceAxis]!,
    chunkTraces: metadata.chunkShape[traceAxis],
    shardTraces: metadata.shard?.shape[traceAxis] ?? null,
    codecs: metadata.codecs.map(({ name, configuration }) =>
      typeof configuration['cname'] === 'string' ? `${name} ${configuration['cname']}` : name,
    ),
    fillValue: metadata.fillValue,
  }
}

const SAMPLE_NAME = /^(n_?)?(samples?|times?|t|twt|z|depth|time_?ms)$/i
const TRACE_NAME = /^(n_?)?(traces?|x|channels?|receivers?|trace_?index)$/i

/** (sample, trace), as the original writes, unless the names of the dimensions say the reverse. */
function findAxes(names: ArrayMetadata['dimensionNames']): ArrayLayout['axes'] {
  const [first, second] = [names?.[0] ?? '', names?.[1] ?? '']
  const saysReverse = TRACE_NAME.test(first) || SAMPLE_NAME.test(second)
  const saysUsual = SAMPLE_NAME.test(first) || TRACE_NAME.test(second)
  return saysReverse && !saysUsual ? 'trace-sample' : 'sample-trace'
}
