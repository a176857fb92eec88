import { SeisError } from '../core/errors.ts'

interface Waiter {
  readonly bytes: number
  readonly admit: () => void
}

/**
 * Bounds work in hand by its bytes, first come first served. An item larger than the whole quota passes alone, so
 * nothing is too large to be processed; then, and only then, `peakBytes` exceeds the limit.
 */
export class ByteQuota {
  readonly limitBytes: number
  #heldBytes = 0
  #peakBytes = 0
  readonly #waiting: Waiter[] = []

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  get peakBytes(): number {
    return this.#peakBytes
  }

  /** Resolves when there is room; rejects with cancelled when `signal` fires first. */
  async acquire(bytes: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new SeisError('cancelled', 'Stopped')
    if (this.#waiting.length === 0 && this.#fits(bytes)) return this.#take(bytes)
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(new SeisError('cancelled', 'Stopped'))
        this.#admitWaiting()
      }
      const waiter: Waiter = {
        bytes,
        admit: () => {
          signal?.removeEventListener('abort', leave)
          this.#take(bytes)
          resolve()
        },
      }
      this.#waiting.push(waiter)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  release(bytes: number): void {
    this.#heldBytes -= bytes
    this.#admitWaiting()
  }

  #fits(bytes: number): boolean {
    return this.#heldBytes === 0 || this.#heldBytes + bytes <= this.limitBytes
  }

  #take(bytes: number): void {
    this.#heldBytes += bytes
    this.#peakBytes = Math.max(this.#peakBytes, this.#heldBytes)
  }

  #admitWaiting(): void {
    let next = this.#waiting[0]
    while (next !== undefined && this.#fits(next.bytes)) {
      this.#waiting.shift()
      next.admit()
      next = this.#waiting[0]
    }
  }
}
