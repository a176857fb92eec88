import type { Engine, EngineInfo, EngineOptions, ProcessedGather } from '../core/engine.ts'
import { SeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'

/** The slowest recipe takes a minute for a large gather; what takes this long hangs. */
const HANG_SECONDS = 600

/**
 * An engine that is opened anew when it is lost, or gives no answer. The call in which that happens rejects: whoever made
 * it makes it again, and it goes to a new device or new threads. Calls are to be made one after the other.
 */
export class LastingEngine implements Engine {
  readonly isLost = false
  readonly #open: () => Promise<Engine>
  readonly #hangSeconds: number
  #engine: Engine
  #hangs = false

  private constructor(engine: Engine, open: () => Promise<Engine>, hangSeconds: number) {
    this.#engine = engine
    this.#open = open
    this.#hangSeconds = hangSeconds
  }

  /** Rejects with what `open` rejects with, now and, when the engine was lost, at every call until it opens. */
  static async create(open: () => Promise<Engine>, hangSeconds = HANG_SECONDS): Promise<LastingEngine> {
    return new LastingEngine(await open(), open, hangSeconds)
  }

  get info(): EngineInfo {
    return this.#engine.info
  }

  async process(gather: Gather, recipe: Recipe, options: EngineOptions = {}): Promise<ProcessedGather> {
    await this.#revive()
    return this.#withinTime(this.#engine.process(gather, recipe, options), gather)
  }

  get processMany(): Engine['processMany'] {
    if (this.#engine.processMany === undefined) return undefined
    return async (gathers, recipe, options) => {
      await this.#revive()
      const { processMany } = this.#engine
      if (processMany === undefined) throw new SeisError('gpu', 'The engine takes one gather at a time now')
      return this.#withinTime(processMany.call(this.#engine, gathers, recipe, options), gathers[0]!)
    }
  }

  async #revive(): Promise<void> {
    if (!this.#engine.isLost && !this.#hangs) return
    // What hangs may not close either.
    void this.#engine.close().catch(() => undefined)
    this.#engine = await this.#openAnother()
    this.#hangs = false
  }

  /** Of the same kind: what is half done by one must not be finished by another in silence. */
  async #openAnother(): Promise<Engine> {
    const engine = await this.#open()
    const { kind } = this.info
    if (engine.info.kind === kind) return engine
    await engine.close()
    throw new SeisError('gpu', `The ${kind} engine was lost, and only the ${engine.info.kind} engine is left`, {
      where: this.info.adapter,
      todo: 'go on when the graphics card is back, or start over with the engine that is left',
    })
  }

  async #withinTime<T>(work: Promise<T>, { index }: Gather): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#hangs = true
        reject(new SeisError('internal', `No answer for ${this.#hangSeconds} s`, { where: `gather ${index}` }))
      }, 1000 * this.#hangSeconds)
    })
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }

  recycle(samples: ProcessedGather['samples']): void {
    this.#engine.recycle(samples)
  }

  close(): Promise<void> {
    return this.#engine.close()
  }
}
