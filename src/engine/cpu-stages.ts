import type { TraceBlock, TraceSpan } from '../core/gather.ts'
import type { Recipe, RecipeStep } from '../core/recipe.ts'
import { processOf } from '../processes/recipe.ts'
import { forwardValues } from '../processes/schema.ts'
import { planCpuBlocks } from './cpu-blocks.ts'

/** One step of a recipe, cut into blocks. */
export interface CpuStage {
  readonly step: RecipeStep
  readonly blocks: readonly TraceSpan[]
  /** Names the analysis by all that it depends on; null when it is not to be kept. */
  readonly forwardKey: string | null
}

export interface CpuStageOptions {
  readonly nWorkers: number
  readonly blockBytes: number
  /** A number that stands for the gather in forward keys, or null to keep nothing. */
  readonly keepAs: number | null
}

/** Pure data: the same gather sizes, recipe and options give the same stages. Throws bad-recipe for an unknown process. */
export function planCpuStages(gather: TraceBlock, recipe: Recipe, options: CpuStageOptions): readonly CpuStage[] {
  const { nWorkers, blockBytes, keepAs } = options
  return recipe.steps.map((step, index) => {
    const { definition, reference } = processOf(step.process, `step ${index + 1}`)
    const blocks = planCpuBlocks({
      nTraces: gather.nTraces,
      bytesPerTrace: reference.analysisBytesPerTrace(gather.nSamples, step),
      haloTraces: definition.haloTraces(step),
      nWorkers,
      blockBytes,
    })
    if (keepAs === null) return { step, blocks, forwardKey: null }
    const upTo = recipe.steps.slice(0, index)
    const forwardKey = JSON.stringify([keepAs, upTo, forwardValues(definition, step), reference.analysisKey?.(step)])
    return { step, blocks, forwardKey }
  })
}
