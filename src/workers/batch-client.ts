import * as Comlink from 'comlink'
import type { BatchProgress, BatchReport } from '../core/batch.ts'
import { fromWire, SeisError } from '../core/errors.ts'
import type { BatchOrder, BatchWorkerApi } from './batch-protocol.ts'

export interface BatchStart extends BatchOrder {
  readonly onProgress?: (progress: BatchProgress) => void
  readonly signal?: AbortSignal
}

/**
 * Runs a batch in a worker of its own, with its own device and files. Cancelling resolves to a report with the state
 * 'cancelled'; rejects with conflict when the output is in use or holds something else, or with what made it fail.
 */
export async function startBatch({ onProgress, signal, ...order }: BatchStart): Promise<BatchReport> {
  const worker = new Worker(new URL('./batch.worker.ts', import.meta.url), { type: 'module', name: 'batch' })
  const remote = Comlink.wrap<BatchWorkerApi>(worker)
  const cancel = (): void => void remote.cancel()
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      reject(
        new SeisError('internal', `The batch worker failed: ${event.message || 'it could not be started'}`, {
          todo: 'start the batch again: it goes on where it stopped',
        }),
      )
    })
  })
  try {
    const replying = remote.run(order, Comlink.proxy(onProgress ?? (() => undefined)))
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    const reply = await Promise.race([replying, crashed])
    if ('error' in reply) throw fromWire(reply.error)
    return reply.report
  } finally {
    signal?.removeEventListener('abort', cancel)
    worker.terminate()
  }
}
