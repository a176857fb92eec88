import type { Engine, EngineOptions, ProcessedGather } from '../core/engine.ts'
import { isSeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'

/** Of a gather of so many bytes, handing it over no longer counts beside computing it. */
export const SMALL_BYTES = 2 ** 20
const MOST_BYTES = 8 * 2 ** 20
const MOST_GATHERS = 64

/** What part of a usual gather it is, where gathers ahead are counted: of small ones more are needed. */
export function weightOf(bytes: number): number {
  return Math.min(1, Math.max(bytes, 1) / SMALL_BYTES)
}

/**
 * An engine as the stages see it: when a small gather has its turn, the small ones that are read and wait go along with
 * it, where the engine can take several at once. Their turns come later, and find them done.
 */
export class SmallGathers implements Pick<Engine, 'process'> {
  readonly #engine: Engine
  readonly #waiting = new Set<Gather>()
  readonly #done = new Map<Gather, ProcessedGather>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** It is read, and will be asked for. */
  add(gather: Gather): void {
    if (gather.samples.length > 0 && gather.samples.byteLength <= SMALL_BYTES) this.#waiting.add(gather)
  }

  async process(gather: Gather, recipe: Recipe, options?: EngineOptions): Promise<ProcessedGather> {
    const isSmall = this.#waiting.delete(gather)
    const done = this.#done.get(gather)
    this.#done.delete(gather)
    if (done !== undefined) return done
    if (isSmall && this.#engine.processMany !== undefined) {
      const others = this.#takeOthers(gather)
      const results = others.length === 0 ? null : await this.#processMany([gather, ...others], recipe, options)
      if (results !== null) {
        others.forEach((other, i) => void this.#done.set(other, results[i + 1]!))
        return results[0]!
      }
    }
    return this.#engine.process(gather, recipe, options)
  }

  /** Null where one of them is refused: each is then asked for alone, and says what is wrong with it. */
  async #processMany(gathers: readonly Gather[], recipe: Recipe, options?: EngineOptions) {
    try {
      return await this.#engine.processMany!(gathers, recipe, options)
    } catch (error) {
      if (isSeisError(error, 'cancelled')) throw error
      return null
    }
  }

  #takeOthers(first: Gather): readonly Gather[] {
    const others: Gather[] = []
    let bytes = first.samples.byteLength
    for (const other of this.#waiting) {
      bytes += other.samples.byteLength
      if (bytes > MOST_BYTES || others.length + 1 >= MOST_GATHERS) break
      this.#waiting.delete(other)
      others.push(other)
    }
    return others
  }
}
