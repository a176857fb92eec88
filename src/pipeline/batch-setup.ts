import type { BatchProgress, BatchRequest } from '../core/batch.ts'
import type { GatherSource } from '../core/dataset.ts'
import type { Engine } from '../core/engine.ts'
import type { DatasetSink } from '../core/sink.ts'
import type { BatchControl } from './batch-control.ts'
import type { PaceMode } from './pace.ts'
import type { Sleep } from './persist.ts'
import type { Clock } from './stage-meter.ts'

/** The ports and the request of one batch. */
export interface BatchSetup {
  readonly source: GatherSource
  readonly engine: Engine
  readonly sink: DatasetSink
  readonly request: BatchRequest
  /** Bytes of samples in flight between disk and disk, those of gathers beside the first in the engine included. */
  readonly quotaBytes: number
  /** Measure the leakage of every gather. */
  readonly withLeakage?: boolean
  readonly signal?: AbortSignal
  /** Called at most some five times a second, and once at the end. */
  readonly onProgress?: (progress: BatchProgress) => void
  /** What the process holds now; without it the samples in flight are reported. */
  readonly memoryBytes?: () => number
  readonly clock?: Clock
  /** Where the batch can be held; without it what would pause it stops it. */
  readonly control?: BatchControl
  readonly sleep?: Sleep
  /** 'found' by default; others are for benchmarks. */
  readonly pace?: PaceMode
}
