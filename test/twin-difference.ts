import type { Gather } from '../src/core/gather.ts'
import { type ParamValue, RECIPE_FORMAT, type Recipe } from '../src/core/recipe.ts'
import type { WebGpuEngine } from '../src/engine/webgpu.ts'
import { parseStep } from '../src/processes/recipe.ts'
import { compareArrays } from './compare-arrays.ts'
import { runTwin } from './run-twin.ts'

/** Of the largest sample: a few dozen float32 roundings in a row. */
const TOLERANCE = 2e-6

export type StepKeys = Readonly<Record<string, ParamValue>>

export function parsedRecipe(...steps: readonly StepKeys[]): Recipe {
  return { format: RECIPE_FORMAT, name: 'test', steps: steps.map(parseStep) }
}

/**
 * How a step on the GPU differs from its double-precision twin, in words; '' where it agrees. growth: by how much its
 * roundings outgrow a few dozen, with the reason where it is given.
 */
export async function twinDifference(
  engine: WebGpuEngine,
  gather: Gather,
  keys: StepKeys,
  growth = 1,
): Promise<string> {
  const recipe = parsedRecipe(keys)
  const { samples } = await engine.process(gather, recipe)
  const twin = runTwin(gather, recipe.steps[0]!)
  const comparison = compareArrays(samples, twin, { relativeToMax: TOLERANCE * growth, columns: gather.nTraces })
  return comparison.matches ? '' : `${JSON.stringify(keys)}: ${comparison.report}`
}
