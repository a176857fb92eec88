import type { GatherFigures } from '../core/engine.ts'
import { SeisError } from '../core/errors.ts'
import { finiteOrZero, type Gather, partOf, type TraceBlock } from '../core/gather.ts'
import { RECIPE_FORMAT, type Recipe, type RecipeStep } from '../core/recipe.ts'
import type { TransformPlane } from '../core/transform-plane.ts'
import { hasWholeGatherStep } from '../processes/methods.ts'
import { definitionOf } from '../processes/recipe.ts'
import { isRobust } from '../processes/robust/param.ts'
import type { MeasuringEngine } from './interactive.ts'

/**
 * The transform plane of a trace as step number `step` of the recipe, from 0, finds it, in another thread. Steps before it
 * are run on what it needs of the gather, and what they give is kept. Rejects once `signal` is aborted.
 */
export type AskPlane = (step: number, trace: number, signal: AbortSignal) => Promise<TransformPlane>

/** Traces of a gather from startTrace on. */
interface Traces extends TraceBlock {
  readonly startTrace: number
}

interface KeptInput extends Traces {
  readonly gather: Gather
  /** The steps that it went through, and which traces it is. */
  readonly key: string
}

/** Finds the transform planes of single traces, each as its step gets the trace: steps before it are run first. */
export class TracePlanes {
  readonly #open: () => Promise<MeasuringEngine>
  /** What the steps before gave last, for they stay as they are while a later one is tuned. */
  #input: KeptInput | null = null

  constructor(open: () => Promise<MeasuringEngine>) {
    this.#open = open
  }

  /** `figures`: what the steps found out in the run, and with it what an automatic k came to. */
  ofRun(gather: Gather, recipe: Recipe, figures: readonly GatherFigures[]): AskPlane {
    return async (at, trace, signal) => {
      const step = recipe.steps[at]
      if (step === undefined) throw new SeisError('internal', `The recipe has no step ${at + 1}`)
      const k = step['k'] === 'auto' ? (figures[at]?.['k'] ?? null) : (step['k'] ?? null)
      if (typeof k !== 'number') throw new SeisError('internal', `What k of step ${at + 1} came to is not known`)
      return this.#plane(gather, recipe.steps.slice(0, at), { ...step, k }, trace, signal)
    }
  }

  async #plane(
    gather: Gather,
    before: readonly RecipeStep[],
    step: RecipeStep,
    trace: number,
    signal: AbortSignal,
  ): Promise<TransformPlane> {
    const isCleaned = isRobust(step)
    const plain = isCleaned ? { ...step, robust: 'off' } : step
    const { startTrace, endTrace } = around(gather, trace, haloOf(plain))
    const input = isCleaned
      ? await this.#cleanedOf(gather, [...before, step], signal)
      : await this.#inputOf(gather, before, startTrace, endTrace, signal)
    const traces = tracesOf(input, startTrace - input.startTrace, endTrace - input.startTrace)
    const { sampleIntervalMs } = gather
    const engine = await this.#open()
    const found = await engine.plane({ gather: traces, trace: trace - startTrace, step: plain, sampleIntervalMs })
    return { ...found, trace, startTrace, endTrace, isCleaned }
  }

  /** The whole gather as the last of `steps` has it once it has taken erratic noise out, which depends on all of its parameters. */
  async #cleanedOf(gather: Gather, steps: readonly RecipeStep[], signal: AbortSignal): Promise<Traces> {
    const key = JSON.stringify(['cleaned', steps])
    if (this.#input?.gather === gather && this.#input.key === key) return this.#input
    const engine = await this.#open()
    const recipe: Recipe = { format: RECIPE_FORMAT, name: '', steps }
    const { nSamples, nTraces, samples, cleaned } = await engine.process(gather, recipe, { withCleaned: true, signal })
    engine.recycle(samples)
    if (cleaned === undefined) throw new SeisError('internal', `Step ${steps.length} takes no erratic noise out`)
    this.#input = { nSamples, nTraces, samples: cleaned, startTrace: 0, gather, key }
    return this.#input
  }

  /** Traces [startTrace, endTrace), and perhaps more, after `steps`: computed from as many as these look at. */
  async #inputOf(
    gather: Gather,
    steps: readonly RecipeStep[],
    startTrace: number,
    endTrace: number,
    signal: AbortSignal,
  ): Promise<Traces> {
    if (steps.length === 0) {
      const { nSamples, nTraces, samples } = tracesOf(gather, startTrace, endTrace)
      return { nSamples, nTraces, samples: samples.map(finiteOrZero), startTrace }
    }
    const recipe: Recipe = { format: RECIPE_FORMAT, name: '', steps }
    const isWhole = hasWholeGatherStep(recipe)
    const halo = steps.reduce((sum, step) => sum + haloOf(step), 0)
    const from = isWhole ? 0 : Math.max(0, startTrace - halo)
    const to = isWhole ? gather.nTraces : Math.min(gather.nTraces, endTrace + halo)
    const key = JSON.stringify([steps, from, to])
    if (this.#input?.gather === gather && this.#input.key === key) return this.#input
    const engine = await this.#open()
    const { nSamples, nTraces, samples } = await engine.process(cut(gather, from, to), recipe, { signal })
    this.#input = { nSamples, nTraces, samples, startTrace: from, gather, key }
    return this.#input
  }
}

function haloOf(step: RecipeStep): number {
  return definitionOf(step.process).haloTraces(step)
}

function around({ nTraces }: Gather, trace: number, halo: number) {
  return { startTrace: Math.max(0, trace - halo), endTrace: Math.min(nTraces, trace + halo + 1) }
}

function tracesOf(block: TraceBlock, startTrace: number, endTrace: number): TraceBlock {
  return partOf(block, { startSample: 0, endSample: block.nSamples, startTrace, endTrace })
}

/** So many traces of a gather as a gather, with their headers. */
function cut(gather: Gather, startTrace: number, endTrace: number): Gather {
  const { index, sampleIntervalMs, headers } = gather
  const parts = Object.entries(headers ?? {}).map(([name, values]) => [name, values.slice(startTrace, endTrace)])
  const facts = { index, startTrace: gather.startTrace + startTrace, sampleIntervalMs, missingChunks: [] }
  return { ...tracesOf(gather, startTrace, endTrace), ...facts, ...(headers && { headers: Object.fromEntries(parts) }) }
}
