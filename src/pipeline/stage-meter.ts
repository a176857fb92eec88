import type { StageFigures } from '../core/batch.ts'
import { BusySpans, type Span } from '../core/busy-spans.ts'

/** Seconds on a clock that never goes back. */
export type Clock = () => number

export const monotonicClock: Clock = () => performance.now() / 1000

/** Busy time of one stage: the time during which at least one of its tasks is worked at, so never more than the wall's. */
export class StageMeter {
  readonly #clock: Clock
  #tasks = 0
  #since = 0
  readonly #spans = new BusySpans()
  #bytes = 0

  constructor(clock: Clock = monotonicClock) {
    this.#clock = clock
  }

  /** Runs a task under the meter; `bytes` are counted when it succeeds. */
  async measure<T>(bytes: number, task: () => Promise<T>): Promise<T> {
    this.begin()
    try {
      const result = await task()
      this.#bytes += bytes
      return result
    } finally {
      this.end()
    }
  }

  begin(): void {
    if (this.#tasks === 0) this.#since = this.#clock()
    this.#tasks += 1
  }

  end(bytes = 0): void {
    this.#tasks -= 1
    this.#bytes += bytes
    if (this.#tasks === 0) this.#spans.add(this.#since, this.#clock())
  }

  /** Work of another thread, which a task may have waited for. */
  addSpan({ start, end }: Span, bytes = 0): void {
    this.#bytes += bytes
    this.#spans.add(start, end)
  }

  get figures(): Omit<StageFigures, 'waiting'> {
    const running = this.#tasks > 0 ? this.#clock() - this.#since : 0
    return { busySeconds: this.#spans.seconds + running, bytes: this.#bytes, inFlight: this.#tasks }
  }
}
