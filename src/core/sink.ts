/**
 * The port to where a batch's result goes. The pipeline hands over whole chunks, each exactly once; the sink owns
 * files, journal and certificate. Implementations: data/output (a dataset folder), memory (tests).
 */
import type { BatchReport, BatchRequest, QuarantinedGather } from './batch.ts'
import type { Span } from './busy-spans.ts'
import type { DatasetInfo } from './dataset.ts'
import type { EngineInfo, GatherFigures } from './engine.ts'

export type OutputArray = 'processed' | 'noise'

/** Size of an output array and of its chunks; edge chunks are stored at full size, padded with zeros. */
export interface ChunkGrid {
  readonly nSamples: number
  readonly nTraces: number
  readonly chunkSamples: number
  readonly chunkTraces: number
}

/** A stretch of output traces [outputStart, outputStart + endTrace - startTrace) made from input [startTrace, endTrace). */
export interface OutputSegment {
  /** The gather in the input's index, or null for traces outside every gather, which are copied unprocessed. */
  readonly gather: number | null
  readonly startTrace: number
  readonly endTrace: number
  readonly outputStart: number
}

/** Everything a sink must know before the first chunk. */
export interface BatchJob {
  readonly request: BatchRequest
  readonly info: DatasetInfo
  readonly engine: EngineInfo
  readonly outputs: readonly OutputArray[]
  readonly grid: ChunkGrid
  readonly segments: readonly OutputSegment[]
  /** Input trace of each output trace; null when output trace i is input trace i. */
  readonly rows: Uint32Array | null
}

export interface OutputChunk {
  readonly array: OutputArray
  /** Position in the grid of chunks. */
  readonly sampleBlock: number
  readonly traceBlock: number
  /** C order (chunkSamples, chunkTraces). */
  readonly samples: Float32Array<ArrayBuffer>
}

/** A chunk as it is to stand on disk. */
export interface EncodedChunk {
  /** In the output folder. */
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** When a chunk was digested, and when it was written and read back: not when it waited for that. By performance.now(). */
export interface ChunkTimes {
  readonly digest: Span
  readonly write: Span
}

/** Quality figures of one finished gather. */
export interface GatherResult {
  readonly gather: number
  /** 100 * energy of (input - processed) / energy of input; null when the input is all zero. */
  readonly energyRemovedPercent: number | null
  /** Mean local similarity of After and Noise, 0 to 1; null or left out where it was not measured. */
  readonly leakage?: number | null
  /** Flatness of the spectrum of Noise over the band of Before, 0 to 1; left out where it was not measured. */
  readonly noiseWhiteness?: number | null
  readonly badSamples: number
  readonly quarantined: QuarantinedGather | null
  /** What each step found out about the gather; left out where none did. */
  readonly figures?: readonly GatherFigures[]
}

/** What an earlier, interrupted run of the same job left proven. */
export interface EarlierWork {
  /** Trace blocks of which every chunk of every output array is proven. */
  readonly traceBlocks: ReadonlySet<number>
  readonly gathers: readonly GatherResult[]
}

export interface SinkOptions {
  readonly signal?: AbortSignal
}

export interface DatasetSink {
  /** Takes the output in hand; rejects with conflict when it holds anything but an earlier run of the same job. */
  begin(job: BatchJob, options?: SinkOptions): Promise<EarlierWork>
  /** To be called before the last chunk that the gather touches is written. */
  gatherDone(result: GatherResult): void
  encodeChunk(chunk: OutputChunk): Promise<EncodedChunk>
  /** Digests, writes and proves one chunk; null where an earlier run left the very same, which is left alone. */
  writeChunk(chunk: EncodedChunk): Promise<ChunkTimes | null>
  /** Headers, metadata, and the certificate last. */
  finish(report: BatchReport): Promise<void>
  /** Leaves the output as an unfinished run that can go on. */
  suspend(): Promise<void>
}
