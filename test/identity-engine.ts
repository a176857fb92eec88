/** An Engine for tests of what sits around it: multiplies by a factor (1 is the identity), counts its calls, can be made to fail. */
import type { Engine, EngineInfo, EngineOptions, GatherFigures, ProcessedGather } from '../src/core/engine.ts'
import { throwIfAborted } from '../src/core/errors.ts'
import { type Gather, NO_BAD_SAMPLES } from '../src/core/gather.ts'
import type { Recipe } from '../src/core/recipe.ts'

export interface IdentityEngineInit {
  readonly factor?: number
  readonly gathersAtOnce?: number
  /** Called before each gather; may throw or wait. */
  readonly before?: (gather: Gather) => void | Promise<void>
  /** What the steps found out about a gather. */
  readonly figures?: (gather: Gather) => readonly GatherFigures[]
  /** Where it is asked for. */
  readonly leakage?: (gather: Gather) => Promise<number | null>
  /** The same. */
  readonly noiseWhiteness?: (gather: Gather) => number | null
}

export class IdentityEngine implements Engine {
  readonly info: EngineInfo = { kind: 'cpu', adapter: 'test', isSoftware: false }
  readonly isLost = false
  readonly gathersAtOnce: number | undefined
  readonly gathersProcessed: number[] = []
  readonly #init: IdentityEngineInit

  constructor(init: IdentityEngineInit = {}) {
    this.#init = init
    this.gathersAtOnce = init.gathersAtOnce
  }

  async process(gather: Gather, recipe: Recipe, options: EngineOptions = {}): Promise<ProcessedGather> {
    this.gathersProcessed.push(gather.index)
    await this.#init.before?.(gather)
    throwIfAborted(options.signal)
    const { nSamples, nTraces } = gather
    const samples = gather.samples.slice()
    let nBad = 0
    if (recipe.steps.length > 0) {
      samples.forEach((sample, i) => {
        if (Number.isFinite(sample)) samples[i] = Math.fround(sample * (this.#init.factor ?? 1))
        else {
          samples[i] = 0
          nBad += 1
        }
      })
    }
    const badSamples = nBad === 0 ? NO_BAD_SAMPLES : { nSamples: nBad, nTraces: 1 }
    return {
      nSamples,
      nTraces,
      samples,
      badSamples,
      timings: { uploadMs: 0, computeMs: 1, readbackMs: 0 },
      forwardsReused: 0,
      ...(options.withLeakage === true && this.#init.leakage ? { leakage: this.#init.leakage(gather) } : {}),
      ...(options.withLeakage === true && this.#init.noiseWhiteness
        ? { noiseWhiteness: this.#init.noiseWhiteness(gather) }
        : {}),
      ...(this.#init.figures === undefined ? {} : { figures: this.#init.figures(gather) }),
    }
  }

  recycle(): void {}

  async close(): Promise<void> {}
}
