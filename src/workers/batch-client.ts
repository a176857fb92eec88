import * as Comlink from 'comlink'
import type { BatchCommand, BatchEstimate, BatchProgress, BatchReport } from '../core/batch.ts'
import type { BatchOrder, BatchWorkerApi, EstimateOrder } from './batch-protocol.ts'
import { WorkerCalls } from './worker-calls.ts'

export interface BatchStart extends BatchOrder {
  readonly onProgress?: (progress: BatchProgress) => void
  readonly signal?: AbortSignal
  /** Given what takes commands, for as long as the batch runs. */
  readonly onReady?: (command: (command: BatchCommand) => void) => void
}

/**
 * Runs a batch in a worker of its own, with its own device and files. Cancelling resolves to a report with the state
 * 'cancelled' (or rejects with cancelled before the start); rejects with conflict when the output is in use or holds
 * something else, or with what made it fail.
 */
export async function startBatch({
  onProgress = () => {},
  onReady,
  signal,
  ...order
}: BatchStart): Promise<BatchReport> {
  const calls = spawnBatchWorker()
  // The batch may end meanwhile.
  onReady?.((command) => void calls.call((remote) => remote.command(command)).catch(() => undefined))
  try {
    return await calls.call((remote, own) => remote.run(order, Comlink.proxy(onProgress), own), signal)
  } finally {
    calls.terminate()
  }
}

/** Runs a few gathers of a batch in a worker of its own, and writes nothing. */
export async function startEstimate(order: EstimateOrder, signal?: AbortSignal): Promise<BatchEstimate> {
  const calls = spawnBatchWorker()
  try {
    return await calls.call((remote, own) => remote.estimate(order, own), signal)
  } finally {
    calls.terminate()
  }
}

function spawnBatchWorker(): WorkerCalls<BatchWorkerApi> {
  const worker = new Worker(new URL('./batch.worker.ts', import.meta.url), { type: 'module', name: 'batch' })
  return new WorkerCalls(worker, 'The batch worker', 'start the batch again: it goes on where it stopped')
}
