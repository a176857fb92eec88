/** A GatherSource over samples in memory, for tests of what sits above it: counts what is read and can be made to fail. */
import type { DatasetInfo, GatherIndex, GatherSource, ReadCounts, ReadOptions, TraceSpan } from '../src/core/dataset.ts'
import { SeisError, throwIfAborted } from '../src/core/errors.ts'
import type { Gather, TraceBlock } from '../src/core/gather.ts'

export interface MemorySourceInit {
  readonly nSamples: number
  readonly nTraces: number
  /** Gathers as half-open spans. */
  readonly spans: readonly (readonly [number, number])[]
  readonly chunkSamples?: number
  readonly chunkTraces?: number
  /** C order (nSamples, nTraces); by default sample i of trace j is i + j / 1000. */
  readonly samples?: Float32Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, Float64Array>>
  /** Gathers whose chunks cannot be decoded. */
  readonly corrupt?: ReadonlySet<number>
  readonly info?: Partial<DatasetInfo>
}

export class MemorySource implements GatherSource {
  readonly info: DatasetInfo
  readonly samples: Float32Array<ArrayBuffer>
  /** Gathers in the order in which they were asked for. */
  readonly gathersRead: number[] = []
  readonly #init: MemorySourceInit
  #bytesRead = 0

  constructor(init: MemorySourceInit) {
    this.#init = init
    this.samples = init.samples ?? ramp(init.nSamples, init.nTraces)
    this.info = infoOf(init)
  }

  async readGather(index: number, options: ReadOptions = {}): Promise<Gather> {
    this.gathersRead.push(index)
    await Promise.resolve()
    throwIfAborted(options.signal)
    if (this.#init.corrupt?.has(index)) {
      throw new SeisError('corrupt-chunk', 'The chunk cannot be decoded', { where: `traces.zarr/0.${index}` })
    }
    const startTrace = this.info.gathers.startTrace[index]!
    const block = await this.readTraces({ startTrace, endTrace: this.info.gathers.endTrace[index]! })
    return { ...block, index, startTrace, sampleIntervalMs: this.info.sampleIntervalMs, missingChunks: [] }
  }

  async readTraces({ startTrace, endTrace }: TraceSpan): Promise<TraceBlock> {
    const { nSamples, nTraces } = this.info
    const samples = new Float32Array(nSamples * (endTrace - startTrace))
    for (let i = 0; i < nSamples; i++) {
      const row = this.samples.subarray(i * nTraces + startTrace, i * nTraces + endTrace)
      samples.set(row, i * (endTrace - startTrace))
    }
    this.#bytesRead += samples.byteLength
    return { nSamples, nTraces: endTrace - startTrace, samples }
  }

  async readHeader(name: string, span?: TraceSpan): Promise<Float64Array> {
    const column = this.#init.headers?.[name]
    if (column === undefined) throw new SeisError('bad-input', `There is no header ${name}`)
    return column.slice(span?.startTrace ?? 0, span?.endTrace ?? column.length)
  }

  readCounts(): ReadCounts {
    return {
      chunksRead: this.gathersRead.length,
      chunksDecoded: this.gathersRead.length,
      cacheHits: 0,
      bytesRead: this.#bytesRead,
      bytesCopied: this.#bytesRead,
      readSeconds: 0,
      decodeSeconds: 0,
      chunksReading: 0,
      chunksDecoding: 0,
    }
  }

  async close(): Promise<void> {}
}

function ramp(nSamples: number, nTraces: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: nSamples * nTraces }, (_, i) => Math.floor(i / nTraces) + (i % nTraces) / 1000)
}

function infoOf(init: MemorySourceInit): DatasetInfo {
  const { nSamples, nTraces, spans } = init
  const gathers: GatherIndex = {
    nGathers: spans.length,
    startTrace: Float64Array.from(spans, ([start]) => start),
    endTrace: Float64Array.from(spans, ([, end]) => end),
    keys: {},
    origin: 'index',
  }
  return {
    name: 'memory',
    form: 'folder',
    nSamples,
    nTraces,
    sampleIntervalMs: 2,
    array: {
      path: 'traces.zarr',
      zarrFormat: 2,
      dtype: '<f4',
      axes: 'sample-trace',
      chunkSamples: init.chunkSamples ?? nSamples,
      chunkTraces: init.chunkTraces ?? nTraces,
      shardTraces: null,
      codecs: [],
      fillValue: 0,
    },
    gathers,
    headerNames: Object.keys(init.headers ?? {}),
    metadata: null,
    completeness: 'foreign',
    problems: [],
    ...init.info,
  }
}
