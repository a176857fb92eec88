import { SeisError } from '../core/errors.ts'

interface Waiter {
  readonly bytes: number
  readonly signal: AbortSignal | undefined
  readonly admit: () => void
  readonly refuse: () => void
}

/**
 * Bounds work in hand by its bytes, first come first served. An item larger than the whole quota passes alone, so
 * nothing is too large to be processed; then, and only then, `peakBytes` exceeds the limit.
 */
export class ByteQuota {
  #limitBytes: number
  #heldBytes = 0
  #peakBytes = 0
  #waiting: readonly Waiter[] = []
  /** Signals that are listened to: once each, however many wait with them. */
  readonly #watched = new WeakSet<AbortSignal>()

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get limitBytes(): number {
    return this.#limitBytes
  }

  /** What is held above a smaller limit stays until it is released. */
  resize(limitBytes: number): void {
    this.#limitBytes = limitBytes
    this.#admitWaiting()
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  get peakBytes(): number {
    return this.#peakBytes
  }

  /** Whether so many would be let in at once. */
  hasRoom(bytes: number): boolean {
    return this.#waiting.length === 0 && this.#fits(bytes)
  }

  /** Resolves when there is room; rejects with cancelled when `signal` fires first. */
  async acquire(bytes: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new SeisError('cancelled', 'Stopped')
    if (this.hasRoom(bytes)) return this.#take(bytes)
    this.#watch(signal)
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        bytes,
        signal,
        admit: () => {
          this.#take(bytes)
          resolve()
        },
        refuse: () => reject(new SeisError('cancelled', 'Stopped')),
      }
      this.#waiting = [...this.#waiting, waiter]
    })
  }

  release(bytes: number): void {
    this.#heldBytes -= bytes
    this.#admitWaiting()
  }

  #watch(signal: AbortSignal | undefined): void {
    if (signal === undefined || this.#watched.has(signal)) return
    this.#watched.add(signal)
    signal.addEventListener('abort', () => this.#refuseAll(signal), { once: true })
  }

  #refuseAll(signal: AbortSignal): void {
    const refused = this.#waiting.filter((waiter) => waiter.signal === signal)
    this.#waiting = this.#waiting.filter((waiter) => waiter.signal !== signal)
    for (const waiter of refused) waiter.refuse()
    this.#admitWaiting()
  }

  #fits(bytes: number): boolean {
    return this.#heldBytes === 0 || this.#heldBytes + bytes <= this.#limitBytes
  }

  #take(bytes: number): void {
    this.#heldBytes += bytes
    this.#peakBytes = Math.max(this.#peakBytes, this.#heldBytes)
  }

  #admitWaiting(): void {
    let next = this.#waiting[0]
    while (next !== undefined && this.#fits(next.bytes)) {
      this.#waiting = this.#waiting.slice(1)
      next.admit()
      next = this.#waiting[0]
    }
  }
}
