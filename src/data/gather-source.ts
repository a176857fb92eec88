import type { BrowsedSource, DatasetInfo, ReadCounts, ReadOptions, TraceSpan } from '../core/dataset.ts'
import { SeisError, throwIfAborted } from '../core/errors.ts'
import type { Gather, TraceBlock } from '../core/gather.ts'
import { liveRms } from '../core/live-rms.ts'
import { SampleMemory } from '../core/sample-memory.ts'
import { ChunkCache } from './chunk-cache.ts'
import { findHeader } from './header-aliases.ts'
import type { HeaderTable } from './header-table.ts'
import type { TraceArray, TraceChunk } from './zarr/trace-array.ts'

/** Chunks of one gather in hand at once: enough to keep a disk and four decoders busy. */
const CHUNKS_AT_ONCE = 8

/** Reads gathers of one array through a cache of decoded chunks; each gather's samples are copied once. */
export class ChunkGatherSource implements BrowsedSource {
  readonly info: DatasetInfo
  private readonly array: TraceArray
  private readonly headers: HeaderTable | null
  private readonly cache: ChunkCache
  private readonly memory = new SampleMemory()
  private bytesCopied = 0
  /** Spans that are being read in order. */
  private readonly inOrder = new Set<TraceSpan>()

  constructor(info: DatasetInfo, array: TraceArray, headers: HeaderTable | null, cacheBytes: number) {
    this.info = info
    this.array = array
    this.headers = headers
    this.cache = new ChunkCache(cacheBytes)
  }

  async readGather(index: number, options: ReadOptions = {}): Promise<Gather> {
    const { nSamples, sampleIntervalMs } = this.info
    const span = this.spanOf(index)
    throwIfAborted(options.signal)
    const nTraces = span.endTrace - span.startTrace
    const { samples, missingChunks } = await this.readSpan(span, `gather ${index}`, options)
    return { index, ...span, nSamples, nTraces, samples, sampleIntervalMs, missingChunks }
  }

  async readRms(index: number, options: ReadOptions = {}): Promise<number> {
    const { samples } = await this.readGather(index, options)
    const rms = liveRms({ samples })
    this.recycle(samples)
    return rms
  }

  /** Reads nothing where the chunks of the gather are more than half of the cache. */
  async readAhead(index: number, options: ReadOptions = {}): Promise<void> {
    const span = this.spanOf(index)
    const { chunkSamples, chunkTraces } = this.array.layout
    const nAcross = Math.ceil(span.endTrace / chunkTraces) - Math.floor(span.startTrace / chunkTraces)
    const samples = nAcross * chunkTraces * this.array.nSampleChunks * chunkSamples
    if (samples * Float32Array.BYTES_PER_ELEMENT > this.cache.limitBytes / 2) return
    await this.readChunks(span, options, () => {})
  }

  async readTraces(span: TraceSpan, options: ReadOptions = {}): Promise<TraceBlock> {
    const { nSamples } = this.info
    const { startTrace, endTrace } = span
    const { samples } = await this.readSpan(span, `traces ${startTrace} to ${endTrace - 1}`, options)
    return { nSamples, nTraces: endTrace - startTrace, samples }
  }

  async readHeader(name: string, span?: TraceSpan, options: ReadOptions = {}): Promise<Float64Array> {
    const { headerNames, nTraces } = this.info
    const found = findHeader(headerNames, name)
    if (found === undefined || this.headers === null)
      throw new SeisError('bad-input', `There is no header ${name}`, {
        where: 'headers.parquet',
        todo: headerNames.length === 0 ? 'add headers.parquet to the dataset' : `use one of ${headerNames.join(', ')}`,
        fields: { header: name },
      })
    return await this.headers.read(found, span ?? { startTrace: 0, endTrace: nTraces }, options)
  }

  recycle(samples: Gather['samples']): void {
    this.memory.give(samples)
  }

  readCounts(): ReadCounts {
    return { ...this.cache.counts(), bytesCopied: this.bytesCopied }
  }

  async close(): Promise<void> {
    this.cache.clear()
    this.headers?.close()
  }

  private spanOf(index: number): TraceSpan {
    const { gathers } = this.info
    if (!Number.isInteger(index) || index < 0 || index >= gathers.nGathers)
      throw new SeisError('bad-input', `There is no gather ${index}`, {
        where: this.info.name,
        todo: `choose one from 0 to ${gathers.nGathers - 1}`,
      })
    return { startTrace: gathers.startTrace[index]!, endTrace: gathers.endTrace[index]! }
  }

  private async readSpan(span: TraceSpan, where: string, options: ReadOptions) {
    if (options.inOrder !== true) return this.readBlock(span, where, options)
    const own = { ...span }
    this.inOrder.add(own)
    try {
      return await this.readBlock(span, where, options)
    } finally {
      this.inOrder.delete(own)
      const starts = Array.from(this.inOrder, ({ startTrace }) => startTrace)
      this.cache.dropBefore(this.array, Math.min(span.endTrace, ...starts))
    }
  }

  private async readBlock(span: TraceSpan, where: string, options: ReadOptions) {
    const samples = this.takeBlock(this.info.nSamples, span.endTrace - span.startTrace, where)
    const missingChunks: string[] = []
    await this.readChunks(span, options, (chunk) => {
      this.bytesCopied += copyChunk(chunk, samples, span)
      if (chunk.missing) missingChunks.push(chunk.name)
    })
    return { samples, missingChunks: missingChunks.sort() }
  }

  /** Every sample is in some chunk, so whatever stands there is overwritten. */
  private takeBlock(nSamples: number, nTraces: number, where: string): Float32Array<ArrayBuffer> {
    try {
      return this.memory.take(nSamples * nTraces).samples
    } catch (cause) {
      throw new SeisError('unsupported', `${nSamples} samples x ${nTraces} traces do not fit in memory`, {
        where,
        todo: 'open the dataset with smaller gathers',
        fields: { nSamples, nTraces },
        cause,
      })
    }
  }

  /** Every chunk that holds traces of the span, in any order; the first error ends it. */
  private async readChunks(span: TraceSpan, options: ReadOptions, use: (chunk: TraceChunk) => void): Promise<void> {
    if (span.endTrace === span.startTrace) return
    const { chunkTraces } = this.array.layout
    const firstChunk = Math.floor(span.startTrace / chunkTraces)
    const nAcross = Math.floor((span.endTrace - 1) / chunkTraces) + 1 - firstChunk
    const nChunks = nAcross * this.array.nSampleChunks
    const stop = new AbortController()
    const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal])
    let next = 0
    const readInTurn = async () => {
      while (next < nChunks) {
        const turn = next
        next += 1
        const traceChunk = firstChunk + (turn % nAcross)
        use(await this.cache.read(this.array, Math.floor(turn / nAcross), traceChunk, { signal }))
      }
    }
    try {
      await Promise.all(Array.from({ length: Math.min(CHUNKS_AT_ONCE, nChunks) }, readInTurn))
    } catch (error) {
      stop.abort()
      throw error
    }
  }
}

/** Copies the traces of `span` row by row; answers with the bytes copied. */
function copyChunk(chunk: TraceChunk, block: Float32Array, span: TraceSpan): number {
  const blockTraces = span.endTrace - span.startTrace
  const start = Math.max(span.startTrace, chunk.startTrace)
  const end = Math.min(span.endTrace, chunk.startTrace + chunk.nTraces)
  for (let sample = 0; sample < chunk.nSamples; sample += 1) {
    const from = sample * chunk.nTraces - chunk.startTrace
    const to = (chunk.startSample + sample) * blockTraces - span.startTrace
    block.set(chunk.samples.subarray(from + start, from + end), to + start)
  }
  return chunk.nSamples * (end - start) * Float32Array.BYTES_PER_ELEMENT
}
