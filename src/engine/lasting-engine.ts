import type { Engine, EngineInfo, EngineOptions, ProcessedGather } from '../core/engine.ts'
import { isSeisError, SeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'

/** The slowest recipe takes a minute for a large gather; what takes this long hangs. */
const HANG_SECONDS = 600

/**
 * An engine that is opened anew when it is lost, or gives no answer. The calls in which that happens reject: whoever made
 * them makes them again, and they go to a new device or new threads.
 */
export class LastingEngine implements Engine {
  readonly isLost = false
  readonly #open: () => Promise<Engine>
  readonly #hangSeconds: number
  #engine: Engine
  #hangs = false
  /** The engine that is being opened in place of a lost one. */
  #opening: Promise<void> | null = null

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

  get gathersAtOnce(): Engine['gathersAtOnce'] {
    return this.#engine.gathersAtOnce
  }

  process(gather: Gather, recipe: Recipe, options: EngineOptions = {}): Promise<ProcessedGather> {
    return this.#call(gather, options, (engine) => engine.process(gather, recipe, options))
  }

  get processMany(): Engine['processMany'] {
    if (this.#engine.processMany === undefined) return undefined
    return (gathers, recipe, options = {}) =>
      this.#call(gathers[0]!, options, async (engine) => {
        if (engine.processMany === undefined) throw new SeisError('gpu', 'The engine takes one gather at a time now')
        return engine.processMany(gathers, recipe, options)
      })
  }

  async #call<T>(gather: Gather, { signal }: EngineOptions, work: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await this.#living()
    try {
      return await this.#withinTime(engine, work(engine), gather)
    } catch (error) {
      // Closed for what another call found out: nobody wanted this one to end.
      const isReplaced = this.#opening !== null || engine !== this.#engine
      if (!isReplaced || !isSeisError(error, 'cancelled') || signal?.aborted === true) throw error
      throw new SeisError('internal', 'The engine was opened anew', { where: `gather ${gather.index}`, cause: error })
    }
  }

  /** However many calls find it lost, it is opened anew once. */
  async #living(): Promise<Engine> {
    if (this.#opening === null && (this.#engine.isLost || this.#hangs)) {
      // What hangs may not close either.
      void this.#engine.close().catch(() => undefined)
      const opened = this.#openAnother().then((engine) => {
        this.#engine = engine
        this.#hangs = false
      })
      this.#opening = opened.finally(() => {
        this.#opening = null
      })
    }
    await this.#opening
    return this.#engine
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

  async #withinTime<T>(engine: Engine, work: Promise<T>, { index }: Gather): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#hangs ||= engine === this.#engine
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
