import type { CpuWorkerApi } from './cpu-worker.ts'
import type { CpuWorkerHandle } from './cpu-worker-handle.ts'

/** Threads that only measure, made as they are needed: no run waits for a measure, and no measure for another. */
export class MeasuringThreads {
  readonly #spawn: () => CpuWorkerHandle
  readonly #most: number
  /** How many calls each has in hand. */
  readonly #calls = new Map<CpuWorkerHandle, number>()

  constructor(spawn: () => CpuWorkerHandle, most: number) {
    this.#spawn = spawn
    this.#most = most
  }

  async run<T>(task: (api: CpuWorkerApi) => Promise<T>): Promise<T> {
    const thread = this.#leastBusy()
    this.#count(thread, 1)
    try {
      return await task(thread.api)
    } finally {
      this.#count(thread, -1)
    }
  }

  close(): void {
    for (const thread of this.#calls.keys()) thread.terminate()
  }

  #leastBusy(): CpuWorkerHandle {
    const [thread] = [...this.#calls.keys()].sort((a, b) => this.#calls.get(a)! - this.#calls.get(b)!)
    const isFree = thread !== undefined && this.#calls.get(thread) === 0
    if (thread !== undefined && (isFree || this.#calls.size >= this.#most)) return thread
    return this.#spawn()
  }

  #count(thread: CpuWorkerHandle, change: number): void {
    this.#calls.set(thread, (this.#calls.get(thread) ?? 0) + change)
  }
}
