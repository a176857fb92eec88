import { BusySpans } from '../core/busy-spans.ts'
import { SeisError, throwIfAborted } from '../core/errors.ts'
import type { FolderOptions } from '../core/folder.ts'
import type { TraceArray, TraceChunk } from './zarr/trace-array.ts'

/** What was read through a cache so far. */
export interface ChunkCounts {
  readonly chunksRead: number
  /** Chunks that were there and decoded; missing ones are read but not decoded. */
  readonly chunksDecoded: number
  /** Requests answered from memory, or by a read already under way for another request. */
  readonly cacheHits: number
  /** Bytes as stored on disk. */
  readonly bytesRead: number
  /** Time during which at least one chunk was being read, or decoded. */
  readonly readSeconds: number
  readonly decodeSeconds: number
  /** Chunks that are being read, or decoded, now. */
  readonly chunksReading: number
  readonly chunksDecoding: number
}

interface Reading {
  readonly work: Promise<TraceChunk>
  readonly abort: AbortController
  requesters: number
}

/**
 * Decoded chunks of any number of arrays under one limit in bytes; the least recently used go first. Requests for a
 * chunk that is being read share that read, which is given up only when all of them have been. Failures are not kept.
 */
export class ChunkCache {
  readonly limitBytes: number
  private heldBytes = 0
  private readonly chunks = new Map<string, TraceChunk>()
  private readonly readings = new Map<string, Reading>()
  private readonly arrayIds = new WeakMap<TraceArray, number>()
  private nArrays = 0
  private totals = NO_COUNTS
  private readonly reads = new BusySpans()
  private readonly decodes = new BusySpans()
  private chunksInHand = 0
  private chunksDecoding = 0

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  /** Bytes of decoded samples held now; at most `limitBytes`. */
  get bytesHeld(): number {
    return this.heldBytes
  }

  counts(): ChunkCounts {
    const { chunksDecoding, totals } = this
    const chunksReading = this.chunksInHand - chunksDecoding
    const seconds = { readSeconds: this.reads.seconds, decodeSeconds: this.decodes.seconds }
    return { ...totals, ...seconds, chunksReading, chunksDecoding }
  }

  /** The same as `array.readChunk`. The samples are shared: they are for reading only. */
  async read(array: TraceArray, sampleChunk: number, traceChunk: number, options?: FolderOptions): Promise<TraceChunk> {
    throwIfAborted(options?.signal)
    const key = `${this.idOf(array)}/${sampleChunk}/${traceChunk}`
    const held = this.chunks.get(key)
    if (held !== undefined) {
      this.count({ cacheHits: 1 })
      // Last in the order of the map is the most recently used.
      this.chunks.delete(key)
      this.chunks.set(key, held)
      return held
    }
    const shared = this.readings.get(key)
    if (shared !== undefined) this.count({ cacheHits: 1 })
    return this.join(key, shared ?? this.start(key, array, sampleChunk, traceChunk), options?.signal)
  }

  /** Forgets chunks that end at this trace or before. */
  dropBefore(array: TraceArray, trace: number): void {
    const prefix = `${this.idOf(array)}/`
    for (const [key, { samples, startTrace, nTraces }] of this.chunks) {
      if (startTrace + nTraces > trace || !key.startsWith(prefix)) continue
      this.chunks.delete(key)
      this.heldBytes -= samples.byteLength
    }
  }

  /** Forgets all chunks; reads under way go on. */
  clear(): void {
    this.chunks.clear()
    this.heldBytes = 0
  }

  private start(key: string, array: TraceArray, sampleChunk: number, traceChunk: number): Reading {
    const abort = new AbortController()
    let isDecoding = false
    const onRead = () => {
      isDecoding = true
      this.chunksDecoding++
    }
    this.chunksInHand++
    const work = array.readChunk(sampleChunk, traceChunk, { signal: abort.signal, onRead })
    const reading: Reading = { work, abort, requesters: 0 }
    this.readings.set(key, reading)
    const end = () => {
      if (this.readings.get(key) === reading) this.readings.delete(key)
      this.chunksInHand--
      if (isDecoding) this.chunksDecoding--
    }
    work.then((chunk) => {
      end()
      this.keep(key, chunk)
    }, end)
    return reading
  }

  /** Waits for a shared read until it ends or this requester's signal fires; the last to leave stops it. */
  private join(key: string, reading: Reading, signal: AbortSignal | undefined): Promise<TraceChunk> {
    reading.requesters++
    return new Promise((resolve, reject) => {
      const leave = () => {
        reading.requesters--
        if (reading.requesters === 0) {
          if (this.readings.get(key) === reading) this.readings.delete(key)
          reading.abort.abort()
        }
        reject(new SeisError('cancelled', 'Stopped'))
      }
      signal?.addEventListener('abort', leave, { once: true })
      reading.work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave))
    })
  }

  private keep(key: string, chunk: TraceChunk): void {
    this.reads.add(chunk.readFrom, chunk.readUntil)
    this.decodes.add(chunk.readUntil, chunk.decodedAt)
    this.count({
      chunksRead: 1,
      chunksDecoded: chunk.missing ? 0 : 1,
      bytesRead: chunk.storedBytes,
    })
    if (chunk.samples.byteLength > this.limitBytes || this.chunks.has(key)) return
    this.chunks.set(key, chunk)
    this.heldBytes += chunk.samples.byteLength
    for (const [oldest, old] of this.chunks) {
      if (this.heldBytes <= this.limitBytes) break
      this.chunks.delete(oldest)
      this.heldBytes -= old.samples.byteLength
    }
  }

  private count(more: Partial<Totals>): void {
    const { totals } = this
    this.totals = {
      chunksRead: totals.chunksRead + (more.chunksRead ?? 0),
      chunksDecoded: totals.chunksDecoded + (more.chunksDecoded ?? 0),
      cacheHits: totals.cacheHits + (more.cacheHits ?? 0),
      bytesRead: totals.bytesRead + (more.bytesRead ?? 0),
    }
  }

  private idOf(array: TraceArray): number {
    const known = this.arrayIds.get(array)
    if (known !== undefined) return known
    this.arrayIds.set(array, ++this.nArrays)
    return this.nArrays
  }
}

type Totals = Pick<ChunkCounts, 'chunksRead' | 'chunksDecoded' | 'cacheHits' | 'bytesRead'>

const NO_COUNTS: Totals = {
  chunksRead: 0,
  chunksDecoded: 0,
  cacheHits: 0,
  bytesRead: 0,
}
