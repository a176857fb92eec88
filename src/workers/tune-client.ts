import * as Comlink from 'comlink'
import type { TunedSettings, TuningStep } from '../bench/tuning.ts'
import { removeBrowserFolder } from './browser-folder.ts'
import type { TuneAnswer, TuneOrder, TuneWorkerApi } from './tune-protocol.ts'
import { TUNING_FOLDER } from './tuning-folder.ts'
import { WorkerCalls } from './worker-calls.ts'

export interface TuneStart extends TuneOrder {
  readonly onStep: (step: TuningStep) => void
  readonly onRows: (rows: readonly TunedSettings[]) => void
  readonly signal: AbortSignal
}

/**
 * Looks for the best settings in a worker of its own. Rejects with cancelled as soon as the signal fires, and with what made it
 * fail; what was written is gone in every case.
 */
export async function startTuning({ onStep, onRows, signal, ...order }: TuneStart): Promise<TuneAnswer> {
  const worker = new Worker(new URL('./tune.worker.ts', import.meta.url), { type: 'module', name: 'tune' })
  const calls = new WorkerCalls<TuneWorkerApi>(worker, 'The worker that measures', 'measure again')
  const end = () => calls.terminate()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await calls.call((remote) => remote.run(order, Comlink.proxy(onStep), Comlink.proxy(onRows)), signal)
  } finally {
    signal.removeEventListener('abort', end)
    calls.terminate()
    await removeBrowserFolder(TUNING_FOLDER)
  }
}
