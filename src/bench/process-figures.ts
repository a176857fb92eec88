import type { Engine, EngineTimings } from '../core/engine.ts'
import type { Gather } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'
import { openCardClock } from './card-clock.ts'
import { type RepeatPlan, repeat } from './repeat.ts'
import { gigabytesPerSecond, medianOf, movedBytes, percentOfCopy, type RunTimes, runTimes } from './statistics.ts'
import type { OfferedVariant } from './variants.ts'

/** One variant on one gather. */
export interface ProcessFigures {
  readonly variant: string
  readonly recipe: Recipe
  /** From memory to memory, one gather at a time: upload, computing, readback. */
  readonly whole: RunTimes
  /** Computing alone: the GPU's clock where there is one, else as `whole`. */
  readonly compute: RunTimes
  readonly uploadMs: number
  readonly readbackMs: number
  /** Gathers a second from memory to memory. */
  readonly gathersPerSecond: number
  /** Samples read once and written once, over the computing time. */
  readonly gigabytesPerSecond: number
  readonly percentOfCopy: number
  readonly rethreshold: RethresholdFigures
}

export interface RethresholdFigures {
  readonly compute: RunTimes
  /**
   * What a new threshold costs of the full run just before, upload and computing of each; the median of these. A
   * gather that is tuned stays on the GPU.
   */
  readonly percentOfFull: number
  /** False: computed in one kernel that keeps nothing, or too large to be kept; the transform ran again. */
  readonly isForwardKept: boolean
}

export async function measureProcess(
  engine: Engine,
  gather: Gather,
  { name, recipe, withOtherK }: OfferedVariant,
  { plan, copyMs, signal }: { readonly plan: RepeatPlan; readonly copyMs: number; readonly signal?: AbortSignal },
): Promise<ProcessFigures> {
  const options = signal === undefined ? {} : { signal }
  const clock = await openCardClock(engine, () => timed(engine, gather, recipe, options), signal)
  // The two sides of the ratio are run in turns: on a machine with other work, minutes differ more than runs.
  const rounds = await repeat(
    plan,
    async () => {
      await clock.bringUp()
      const full = await timed(engine, gather, recipe, options)
      await timed(engine, gather, recipe, { ...options, keepForwards: true })
      await clock.bringUp()
      const tuned = await timed(engine, gather, withOtherK, { ...options, keepForwards: true })
      return { full, tuned }
    },
    signal,
  ).finally(clock.close)
  const runs = rounds.map(({ full }) => full)
  const compute = runTimes(runs.map((run) => run.computeMs))
  const whole = runTimes(runs.map((run) => run.wholeMs))
  return {
    variant: name,
    recipe,
    whole,
    compute,
    uploadMs: medianOf(runs.map((run) => run.uploadMs)),
    readbackMs: medianOf(runs.map((run) => run.readbackMs)),
    gathersPerSecond: 1000 / whole.medianMs,
    gigabytesPerSecond: gigabytesPerSecond(movedBytes(gather.nSamples, gather.nTraces), compute.medianMs),
    percentOfCopy: percentOfCopy(compute.medianMs, copyMs),
    rethreshold: {
      compute: runTimes(rounds.map(({ tuned }) => tuned.computeMs)),
      percentOfFull: medianOf(rounds.map(({ full, tuned }) => (100 * costMs(tuned)) / costMs(full))),
      isForwardKept: rounds.every(({ tuned }) => tuned.forwardsReused === recipe.steps.length),
    },
  }
}

/** All but the readback, which is the same for both. */
function costMs({ uploadMs, computeMs }: EngineTimings): number {
  return uploadMs + computeMs
}

async function timed(
  engine: Engine,
  gather: Gather,
  recipe: Recipe,
  options: { readonly keepForwards?: boolean; readonly signal?: AbortSignal },
) {
  const startedMs = performance.now()
  const { samples, timings, forwardsReused } = await engine.process(gather, recipe, options)
  const wholeMs = performance.now() - startedMs
  engine.recycle(samples)
  return { ...timings, forwardsReused, wholeMs }
}
