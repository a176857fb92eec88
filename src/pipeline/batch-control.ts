import type { BatchPause } from '../core/batch.ts'
import { type SeisError, throwIfAborted, toWire } from '../core/errors.ts'

/**
 * How a user holds a running batch: by a wish of his own, or because something is in its way that he can remove (a full
 * disk, a permission that was withdrawn). While it is paused nothing new is begun; what is in hand ends.
 */
export class BatchControl {
  #pause: BatchPause | null = null
  readonly #waiting = new Set<() => void>()
  readonly #listeners = new Set<() => void>()

  get paused(): BatchPause | null {
    return this.#pause
  }

  /** Nothing new is begun until `goOn`. A batch that waits already goes on waiting for what it waits for. */
  pause(): void {
    this.#set(this.#pause ?? { error: null })
  }

  goOn(): void {
    this.#set(null)
  }

  /** Waits for what is in the way to be removed; the first of several says what it is. */
  pauseFor(error: SeisError): void {
    if (this.#pause === null || this.#pause.error === null) this.#set({ error: toWire(error) })
  }

  /** Resolves at once, or when the batch goes on; rejects with cancelled when `signal` fires first. */
  async pass(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal)
    if (this.#pause === null) return
    await new Promise<void>((resolve) => {
      const leave = (): void => {
        this.#waiting.delete(leave)
        signal.removeEventListener('abort', leave)
        resolve()
      }
      this.#waiting.add(leave)
      signal.addEventListener('abort', leave)
    })
    await this.pass(signal)
  }

  /** Calls `listener` when the batch is paused or goes on; returns how to end that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(pause: BatchPause | null): void {
    if (pause === this.#pause) return
    this.#pause = pause
    if (pause === null) for (const leave of [...this.#waiting]) leave()
    for (const listener of this.#listeners) listener()
  }
}
