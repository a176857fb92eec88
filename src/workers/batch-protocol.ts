/** What the page and the batch worker say to each other: types only. */
import type { BatchCommand, BatchEstimate, BatchProgress, BatchReport, BatchRequest } from '../core/batch.ts'
import type { GathersBy } from '../data/find-gathers.ts'
import type { DatasetLocation } from '../data/location.ts'

export interface BatchOrder {
  readonly input: DatasetLocation
  /** A folder that the page may write to. */
  readonly output: FileSystemDirectoryHandle
  readonly request: BatchRequest
  /** How the page opened the dataset, where no index says where the gathers are. */
  readonly gathersBy?: GathersBy
  readonly overwrite?: boolean
  /** What was said of it before it began; kept in its certificate. */
  readonly estimate?: BatchEstimate
  /** Bytes of samples in flight; 256 MiB by default. */
  readonly quotaBytes?: number
  /** Threads of the CPU engine, 0 for none; one a core by default. */
  readonly workers?: number
}

export type EstimateOrder = Pick<BatchOrder, 'input' | 'request' | 'gathersBy'>

export interface BatchWorkerApi {
  /** When `signal` fires, begun writes end and the output stays as an unfinished run. */
  run(order: BatchOrder, onProgress: (progress: BatchProgress) => void, signal: AbortSignal): Promise<BatchReport>
  /** Reads and computes a few gathers of it, and writes nothing. */
  estimate(order: EstimateOrder, signal: AbortSignal): Promise<BatchEstimate>
  command(command: BatchCommand): void
}
