import type { EngineKind } from './engine.ts'
import type { WireError } from './errors.ts'
import type { Recipe } from './recipe.ts'

/** What a user asks of a batch: plain data, the same from the page and from the command line. */
export interface BatchRequest {
  readonly recipe: Recipe
  readonly write: 'processed' | 'noise' | 'both'
  /** In-gather sort before processing, most significant key first; empty keeps the order. */
  readonly sort: readonly SortKey[]
  /** Gathers [startGather, endGather). */
  readonly startGather: number
  readonly endGather: number
  readonly engine: 'auto' | EngineKind
  /** What becomes of NaN and infinite input samples; zero where it is left out. */
  readonly badSamples?: BadSamplePolicy
  /** How the result is stored; as the original has it where it is left out. */
  readonly layout?: OutputLayout
  /** When the batch is to wait for its user; where nobody can hold it, it goes on. */
  readonly stopRule?: StopRule
  /** Measure the leakage of each gather; where it is left out, that is up to who runs the batch. */
  readonly withLeakage?: boolean
}

/** So many gathers with a leakage above a limit, 0 to 1. */
export interface StopRule {
  readonly leakageAbove: number
  readonly gathers: number
}

/** How the arrays of an output are stored. */
export interface OutputLayout {
  readonly zarrFormat: 2 | 3
  readonly codec: 'none' | 'lz4' | 'zstd'
  /** Chunks as the input has them, or of whole traces and about one gather's width. */
  readonly chunks: 'input' | 'gathers'
  /** Chunks in one file; more than 1 in Zarr v3 alone. */
  readonly chunksPerShard: number
}

/** The only one that the original opens. */
export const ORIGINAL_LAYOUT: OutputLayout = { zarrFormat: 2, codec: 'none', chunks: 'input', chunksPerShard: 1 }

/** Taken for zero and counted; the batch stops at the first one; or taken for zero, and put back into the result. */
export const BAD_SAMPLE_POLICIES = ['zero', 'stop', 'pass'] as const
export type BadSamplePolicy = (typeof BAD_SAMPLE_POLICIES)[number]

export interface SortKey {
  readonly header: string
  readonly descending: boolean
}

export const STAGES = ['read', 'decode', 'upload', 'compute', 'readback', 'encode', 'write'] as const
export type StageName = (typeof STAGES)[number]

export function mapStages<T>(figure: (stage: StageName) => T): Readonly<Record<StageName, T>> {
  return Object.fromEntries(STAGES.map((stage) => [stage, figure(stage)])) as Record<StageName, T>
}

export interface StageFigures {
  /** Time during which at least one task of the stage was in hand: a chunk of what digests or writes it, not while it waits. */
  readonly busySeconds: number
  readonly bytes: number
  /** Tasks in hand now: gathers, and chunks where files are read, decoded or written. */
  readonly inFlight: number
  /** What waits before it now; null where nothing can, as what comes before hands over at once. */
  readonly waiting: StageQueue | null
}

/** Samples between two stages, by their bytes. */
export interface StageQueue {
  readonly bytes: number
  readonly limitBytes: number
}

/** How much a batch has in hand at once. */
export interface BatchPace {
  /** Gathers that are read at once. */
  readonly readers: number
  /** Gathers that are read, or being read, before the engine turns to them, as far as bytes allow. */
  readonly gathersAhead: number
  /** Files that are written at once. */
  readonly writers: number
}

export type BatchState = 'planning' | 'running' | 'paused' | 'finishing' | 'done' | 'cancelled' | 'failed'

/** What can be said to a running batch. */
export type BatchCommand = 'pause' | 'go on'

/** Why a batch waits. */
export interface BatchPause {
  /** What is in its way; null when the user asked it to wait. */
  readonly error: WireError | null
}

/** A gather that could not be processed; the run goes on without it and says so. */
export interface QuarantinedGather {
  readonly gather: number
  readonly reason: string
  /** What stands in the output for it: its input unprocessed, or zeros where the input could not be read. */
  readonly written: 'input' | 'zeros'
}

/** A snapshot of a running batch; sent a few times a second. */
export interface BatchProgress {
  readonly state: BatchState
  /** Written and read back, with every chunk that they touch. */
  readonly gathersDone: number
  readonly nGathers: number
  /** In chunks that were written and read back. */
  readonly tracesDone: number
  /** Of which the result is in memory at least. */
  readonly tracesComputed: number
  readonly nTraces: number
  readonly bytesRead: number
  readonly bytesWritten: number
  /** Output chunks written by this call, and those found proven from an earlier one. */
  readonly chunksWritten: number
  readonly chunksReused: number
  /** When the last of them was read back, in seconds of the run; null before the first. */
  readonly chunkProvenAt: number | null
  readonly seconds: number
  readonly tracesPerSecond: number
  /** Bytes of samples in and out, per second. */
  readonly bytesPerSecond: number
  readonly etaSeconds: number | null
  readonly stages: Readonly<Record<StageName, StageFigures>>
  /** The busiest stage, 'balanced' when none is busier than 80 %, 'starting' before there is enough to say. */
  readonly bound: StageName | 'balanced' | 'starting'
  /** What it found to suit it so far, or what was set. */
  readonly pace: BatchPace
  readonly engine: string
  readonly adapter: string
  readonly peakMemoryBytes: number
  readonly quarantined: readonly QuarantinedGather[]
  /** Null unless the state is 'paused'. */
  readonly paused: BatchPause | null
  /** Tries that failed and were made again: of reading, computing and writing. */
  readonly retries: number
  /** Gathers that were finished since the snapshot before. */
  readonly finished: readonly FinishedGather[]
}

/** What a user looks at while a batch runs: one number a gather. */
export interface FinishedGather {
  readonly gather: number
  /** null when it is all zero, or was set aside. */
  readonly energyRemovedPercent: number | null
  /** Mean local similarity of After and Noise; null where it was not measured. */
  readonly leakage: number | null
}

/** What a batch will take, from a few of its gathers that were read and computed, and not written. */
export interface BatchEstimate {
  readonly gathersRun: number
  readonly tracesRun: number
  /**
   * From the fastest and the slowest of them, the slower of reading and computing hiding the other, and what the first
   * run of the engine took longer. Writing is not in it.
   */
  readonly seconds: readonly [number, number]
  readonly slowest: 'read' | 'compute'
  /** How much longer it takes with the leakage of each gather; left out where that is measured along with the samples. */
  readonly leakageSeconds?: number
  /** Bytes of samples, before any compression; left out by versions that did not keep it. */
  readonly bytes?: { readonly read: number; readonly written: number }
  /** Gathers that would be set aside. */
  readonly quarantined: readonly QuarantinedGather[]
}

/** Its whole run, point by point: what was counted from the start on. All lists are of one length. */
export interface RunCourse {
  readonly seconds: readonly number[]
  /** Traces computed by this run. */
  readonly traces: readonly number[]
  readonly busySeconds: Readonly<Record<StageName, readonly number[]>>
}

/** How a batch ended. A failed batch has no report: it rejects. */
export interface BatchReport extends BatchProgress {
  readonly state: 'done' | 'cancelled'
  /** NaN and infinite input samples that were processed as zero. */
  readonly badSamples: number
  /** Input chunks that were not on disk and stand as the fill value. */
  readonly missingChunks: readonly string[]
  readonly course: RunCourse
}
