import type {
  BatchEstimate,
  BatchReport,
  BatchRequest,
  QuarantinedGather,
  RunCourse,
  StageFigures,
  StageName,
} from './batch.ts'
import type { EngineInfo } from './engine.ts'
import type { GatherResult } from './sink.ts'

/** What the run that finished an output took; the work of earlier runs of the same job is not in it. */
export type RunFigures = Pick<
  BatchReport,
  | 'seconds'
  | 'bound'
  | 'bytesRead'
  | 'bytesWritten'
  | 'tracesPerSecond'
  | 'peakMemoryBytes'
  | 'retries'
  | 'chunksWritten'
  | 'chunksReused'
> & {
  readonly stages: Readonly<Record<StageName, Pick<StageFigures, 'busySeconds' | 'bytes'>>>
  /** Left out by versions that did not keep it. */
  readonly course?: RunCourse
}

export interface OutputCounts {
  readonly gathers: number
  readonly traces: number
  /** Of a trace. */
  readonly samples: number
  readonly chunks: number
  readonly chunkBytes: number
  readonly badSamples: number
}

/** All that a finished output folder says of itself, by its certificate and its metadata. */
export interface OutputReport {
  readonly name: string
  readonly inputName: string | null
  readonly program: string
  readonly version: string
  /** Digests of all that decides the samples, and of the recipe alone. */
  readonly job: string
  readonly recipeDigest: string
  readonly request: BatchRequest
  readonly engine: EngineInfo
  /** ISO 8601, UTC. */
  readonly startedAt: string | null
  readonly finishedAt: string
  readonly counts: OutputCounts
  /** Null in outputs of versions that did not keep them. */
  readonly run: RunFigures | null
  readonly estimate: BatchEstimate | null
  readonly quarantined: readonly QuarantinedGather[]
  readonly missingChunks: readonly string[]
  readonly gathers: readonly GatherResult[]
}
