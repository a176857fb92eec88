import type { HaloSpan, TraceBlock } from '../core/gather.ts'
import type { Recipe, RecipeStep } from '../core/recipe.ts'
import type { GatherReference } from '../processes/gather-process.ts'
import { referenceOf } from '../processes/methods.ts'
import { definitionOf } from '../processes/recipe.ts'
import { forwardValues } from '../processes/schema.ts'
import { planCpuBlocks } from './cpu-blocks.ts'

/** One step of a recipe. */
export type CpuStage = BlockStage | PassStage

/** By blocks, each by itself. */
export interface BlockStage {
  readonly kind: 'blocks'
  readonly step: RecipeStep
  readonly blocks: readonly HaloSpan[]
  /** Null when the analysis is not to be kept. */
  readonly kept: KeptAnalysis | null
}

/** By passes over the whole gather. */
export interface PassStage {
  readonly kind: 'passes'
  readonly step: RecipeStep
  readonly reference: GatherReference
  /** What is kept of it; null when nothing is to be. */
  readonly kept: KeptPasses | null
}

export interface KeptPasses {
  /** What is measured is kept by it: all that this depends on but thresholds. */
  readonly measuredKey: string
  /** What is found out is kept by it. */
  readonly figuresKey: string
}

export interface KeptAnalysis {
  /** All that it depends on but thresholds. */
  readonly name: string
  /** How far down it reaches. */
  readonly reach: number
  /** Both: what the workers keep it by. */
  readonly key: string
}

export interface CpuStageOptions {
  readonly nWorkers: number
  readonly blockBytes: number
  readonly keeping: CpuKeeping | null
}

export interface CpuKeeping {
  /** A number that stands for the gather. */
  readonly gatherId: number
  /** How far down the analysis that is kept under a name reaches, if there is one. */
  readonly reachOf: (name: string) => number | undefined
}

/** Pure data: the same gather sizes, recipe and options give the same stages. Throws bad-recipe for an unknown process. */
export function planCpuStages(gather: TraceBlock, recipe: Recipe, options: CpuStageOptions): readonly CpuStage[] {
  const { nWorkers, blockBytes, keeping } = options
  return recipe.steps.map((step, index): CpuStage => {
    const definition = definitionOf(step.process, `step ${index + 1}`)
    const reference = referenceOf(step)
    const upTo = recipe.steps.slice(0, index)
    if ('passes' in reference) {
      const kept = keeping && {
        measuredKey: JSON.stringify([keeping.gatherId, upTo, forwardValues(definition, step)]),
        figuresKey: JSON.stringify([keeping.gatherId, upTo, step]),
      }
      return { kind: 'passes', step, reference, kept }
    }
    const blocks = planCpuBlocks({
      nTraces: gather.nTraces,
      bytesPerTrace: reference.analysisBytesPerTrace(gather.nSamples, step),
      haloTraces: definition.haloTraces(step),
      nWorkers,
      blockBytes,
    })
    if (keeping === null) return { kind: 'blocks', step, blocks, kept: null }
    const name = JSON.stringify([keeping.gatherId, upTo, forwardValues(definition, step)])
    const { kept, wanted } = reference.reach(step)
    const known = keeping.reachOf(name)
    const reach = known !== undefined && known <= wanted ? known : kept
    return { kind: 'blocks', step, blocks, kept: { name, reach, key: `${name} ${reach}` } }
  })
}
