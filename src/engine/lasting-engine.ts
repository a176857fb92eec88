import type { Engine, EngineInfo, EngineOptions, ProcessedGather } from '../core/engine.ts'
import type { Gather } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'

/**
 * An engine that is opened anew when it is lost. The call in which that happens rejects: whoever made it makes it again,
 * and it goes to a new device or new threads. Calls are to be made one after the other.
 */
export class LastingEngine implements Engine {
  readonly isLost = false
  readonly #open: () => Promise<Engine>
  #engine: Engine

  private constructor(engine: Engine, open: () => Promise<Engine>) {
    this.#engine = engine
    this.#open = open
  }

  /** Rejects with what `open` rejects with, now and, when the engine was lost, at every call until it opens. */
  static async create(open: () => Promise<Engine>): Promise<LastingEngine> {
    return new LastingEngine(await open(), open)
  }

  get info(): EngineInfo {
    return this.#engine.info
  }

  async process(gather: Gather, recipe: Recipe, options: EngineOptions = {}): Promise<ProcessedGather> {
    if (this.#engine.isLost) {
      await this.#engine.close().catch(() => undefined)
      this.#engine = await this.#open()
    }
    return this.#engine.process(gather, recipe, options)
  }

  recycle(samples: ProcessedGather['samples']): void {
    this.#engine.recycle(samples)
  }

  close(): Promise<void> {
    return this.#engine.close()
  }
}
