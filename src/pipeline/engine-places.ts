import type { Engine } from '../core/engine.ts'
import { ByteQuota } from './byte-quota.ts'

/** Of samples. Of larger gathers, what waits for the end of one counts little beside computing it. */
const SIDE_BY_SIDE_BYTES = 64 * 2 ** 20

/** What an engine that takes several holds of each beside its input and its result: the samples before a step and after. */
const COPIES = 2

/**
 * The most that such an engine holds for gathers beside the first, given the sizes of all. What it holds for one counts as
 * the engine's own.
 */
export function mostBytesBeside(samplesBytes: readonly number[], gathersAtOnce = 1): number {
  const most = SIDE_BY_SIDE_BYTES / gathersAtOnce
  const largest = samplesBytes.reduce((largest, bytes) => (bytes <= most ? Math.max(largest, bytes) : largest), 0)
  return COPIES * Math.max(0, Math.min(gathersAtOnce, samplesBytes.length) - 1) * largest
}

/**
 * Who may be in the engine, first come, first served: as many gathers as it takes at once, as long as their samples stay
 * within a bound, so that what it needs beside them does too.
 */
export class EnginePlaces {
  readonly #engine: Pick<Engine, 'gathersAtOnce'>
  readonly #quota = new ByteQuota(SIDE_BY_SIDE_BYTES)

  constructor(engine: Pick<Engine, 'gathersAtOnce'>) {
    this.#engine = engine
  }

  /** Rejects with cancelled when `signal` fires first. */
  async enter(samplesBytes: number, signal: AbortSignal): Promise<EnginePlace> {
    const place = new EnginePlace(this.#quota)
    await place.take(Math.max(samplesBytes, SIDE_BY_SIDE_BYTES / (this.#engine.gathersAtOnce ?? 1)), signal)
    return place
  }
}

/** Of one gather. */
export class EnginePlace {
  readonly #quota: ByteQuota
  #bytes = 0

  constructor(quota: ByteQuota) {
    this.#quota = quota
  }

  async take(bytes: number, signal: AbortSignal): Promise<void> {
    await this.#quota.acquire(bytes, signal)
    this.#bytes = bytes
  }

  /** With no other gather in the engine: for one that failed, so that others have no part in what it does. */
  async takeAll(signal: AbortSignal): Promise<void> {
    if (this.#bytes >= SIDE_BY_SIDE_BYTES) return
    this.leave()
    await this.take(SIDE_BY_SIDE_BYTES, signal)
  }

  leave(): void {
    this.#quota.release(this.#bytes)
    this.#bytes = 0
  }
}
