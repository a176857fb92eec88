import { SeisError } from '../core/errors.ts'
import type { CpuWorkerApi } from './cpu-worker.ts'

/** One worker thread as the engine holds it. */
export interface CpuWorkerHandle {
  readonly api: CpuWorkerApi
  /** The thread is dead: every call rejects. */
  readonly isEnded: () => boolean
  /** Ends the thread; calls in flight reject. */
  terminate(): void
}

export interface CpuThread {
  readonly api: CpuWorkerApi
  readonly end: () => void
  /** To be called with a listener for the death of the thread (out of memory, a script that cannot load). */
  readonly onFailure: (listener: (reason: unknown) => void) => void
}

/** A handle whose calls reject when the thread dies: a message to a dead thread is never answered. */
export function cpuWorkerHandle(thread: CpuThread): CpuWorkerHandle {
  const inFlight = new Set<(reason: SeisError) => void>()
  let failure: SeisError | null = null
  const fail = (reason: SeisError) => {
    failure ??= reason
    for (const reject of inFlight) reject(reason)
    inFlight.clear()
  }
  thread.onFailure((cause) => {
    const what = cause instanceof Error ? cause.message : String(cause)
    fail(new SeisError('internal', `A worker thread of the CPU engine ended: ${what}`, { cause }))
  })
  const guarded = <Result>(call: Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (failure !== null) return reject(failure)
      inFlight.add(reject)
      call.then(resolve, reject).finally(() => inFlight.delete(reject))
    })
  return {
    api: {
      run: (task) => guarded(thread.api.run(task)),
      runPass: (task) => guarded(thread.api.runPass(task)),
      measure: (before, after) => guarded(thread.api.measure(before, after)),
      leakage: (before, after) => guarded(thread.api.leakage(before, after)),
      leakageMap: (before, after) => guarded(thread.api.leakageMap(before, after)),
      spectra: (before, after, choice) => guarded(thread.api.spectra(before, after, choice)),
      plane: (task) => guarded(thread.api.plane(task)),
      keepOnly: (keys) => guarded(thread.api.keepOnly(keys)),
    },
    isEnded: () => failure !== null,
    terminate() {
      fail(new SeisError('cancelled', 'The CPU engine was closed'))
      thread.end()
    },
  }
}
