import * as Comlink from 'comlink'
import type { BenchFigures, BenchStep } from '../bench/bench.ts'
import type { BenchAnswer, BenchOrder, BenchWorkerApi } from './bench-protocol.ts'
import { WorkerCalls } from './worker-calls.ts'

export interface BenchStart extends BenchOrder {
  readonly onStep: (step: BenchStep) => void
  readonly onFigures: (figures: BenchFigures) => void
  readonly signal: AbortSignal
}

/**
 * Runs a benchmark in a worker of its own, with its own device or threads. Rejects with cancelled as soon as the signal
 * fires, and with what made it fail.
 */
export async function startBench({ onStep, onFigures, signal, ...order }: BenchStart): Promise<BenchAnswer> {
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module', name: 'bench' })
  const calls = new WorkerCalls<BenchWorkerApi>(worker, 'The benchmark worker', 'run the benchmark again')
  // Nothing is written that would have to be ended in order.
  const end = () => calls.terminate()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await calls.call((remote) => remote.run(order, Comlink.proxy(onStep), Comlink.proxy(onFigures)), signal)
  } finally {
    signal.removeEventListener('abort', end)
    calls.terminate()
  }
}
