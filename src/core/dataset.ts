import type { Gather, TraceBlock } from './gather.ts'

/** A span of traces, half-open: [startTrace, endTrace). */
export interface TraceSpan {
  readonly startTrace: number
  readonly endTrace: number
}

/**
 * Where the gathers are. Typed arrays, one entry a gather; spans are half-open (the inclusive `end_trace` of
 * `ensemble_index.parquet` is converted where the file is read).
 */
export interface GatherIndex {
  readonly nGathers: number
  readonly startTrace: Float64Array
  readonly endTrace: Float64Array
  /** Key columns such as field_record or cdp, one value a gather. */
  readonly keys: Readonly<Record<string, Float64Array>>
  /** How the gathers were found: the index file, a header key, a fixed size, or the whole array as one gather. */
  readonly origin: 'index' | 'header' | 'size' | 'whole'
}

export type Severity = 'error' | 'warning'

/**
 * Something wrong with a dataset. Errors forbid a batch, and viewing where nothing sensible could be shown;
 * warnings are shown. `fault` is a short stable name such as `index-overlap`.
 */
export interface Problem {
  readonly severity: Severity
  readonly fault: string
  /** File (relative to the dataset) and place in it. */
  readonly where: string
  readonly found: string
  readonly expected: string
}

/** The array that holds the samples, as it lies on disk. */
export interface ArrayLayout {
  /** Path inside the dataset, such as `traces.zarr`; empty for a bare array. */
  readonly path: string
  readonly zarrFormat: 2 | 3
  /** numpy-style name with byte order, such as `<f4`, `>i2`. */
  readonly dtype: string
  readonly axes: 'sample-trace' | 'trace-sample'
  /** Chunk extent along samples and traces, whatever the order of the axes on disk. Inner chunks when sharded. */
  readonly chunkSamples: number
  readonly chunkTraces: number
  readonly shardTraces: number | null
  readonly codecs: readonly string[]
  readonly fillValue: number
}

/** Everything known about a dataset without touching a sample. Plain data: it may cross a worker. */
export interface DatasetInfo {
  readonly name: string
  /** 'folder' is the original's layout; 'array' a bare Zarr array or group. */
  readonly form: 'folder' | 'array'
  readonly nSamples: number
  readonly nTraces: number
  readonly sampleIntervalMs: number
  readonly array: ArrayLayout
  readonly gathers: GatherIndex
  /** Numeric header columns, in file order; empty without headers.parquet. */
  readonly headerNames: readonly string[]
  /** `metadata.json` as found, or null. */
  readonly metadata: Readonly<Record<string, unknown>> | null
  /** Has a certificate, is an unfinished run, or was not written by this program. */
  readonly completeness: 'certified' | 'unfinished' | 'foreign'
  readonly problems: readonly Problem[]
}

export interface ReadOptions {
  readonly signal?: AbortSignal
  /** Part of a pass over all traces in their order: what lies before it will not be asked for again, and need not be kept. */
  readonly inOrder?: boolean
}

/** Reads gathers of one dataset. Implementations: data (in place), workers (through a worker), memory (tests). */
export interface GatherSource {
  readonly info: DatasetInfo
  /** Gather `index` of `info.gathers`. Rejects with corrupt-chunk, naming the chunk, rather than return wrong samples. */
  readGather(index: number, options?: ReadOptions): Promise<Gather>
  /** Traces whatever gather they belong to, as stored; a batch copies with it what lies outside every gather. */
  readTraces?(span: TraceSpan, options?: ReadOptions): Promise<TraceBlock>
  /** Samples of a gather that nobody will read again: the next one may be put there. */
  recycle?(samples: Gather['samples']): void
  /** One header column over a span of traces (all traces by default), as float64. */
  readHeader(name: string, span?: TraceSpan, options?: ReadOptions): Promise<Float64Array>
  /** What was read so far, for meters and tests. */
  readCounts(): ReadCounts
  close(): Promise<void>
}

/** Gathers that a user goes through. */
export interface BrowsedSource extends GatherSource {
  /** Root mean square of the live samples of gather `index`; rejects as `readGather` does. */
  readRms(index: number, options?: ReadOptions): Promise<number>
  /** Has what gather `index` is made of in memory when it resolves, unless that would push out too much else. */
  readAhead(index: number, options?: ReadOptions): Promise<void>
}

export interface ReadCounts {
  readonly chunksRead: number
  readonly chunksDecoded: number
  readonly cacheHits: number
  /** Bytes as stored on disk. */
  readonly bytesRead: number
  /** Bytes copied after decoding, to put a gather together. */
  readonly bytesCopied: number
  /** Time during which at least one chunk was being read, or decoded. */
  readonly readSeconds: number
  readonly decodeSeconds: number
  /** Chunks that are being read, or decoded, now. */
  readonly chunksReading: number
  readonly chunksDecoding: number
}

export const FLOAT32_BYTES = 4

/** "<f4" -> 4. */
export function bytesOfSample(dtype: string): number {
  return Number(/\d+$/.exec(dtype)?.[0] ?? FLOAT32_BYTES)
}
