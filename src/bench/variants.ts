/** A variant that the registry does not offer is named as such, never left out silently. */
import type { EngineInfo } from '../core/engine.ts'
import { isSeisError } from '../core/errors.ts'
import { RECIPE_FORMAT, type Recipe } from '../core/recipe.ts'
import { parseRecipe } from '../processes/recipe.ts'
import { type BenchVariant, type StepWords, VARIANTS } from './variant-steps.ts'

export interface OfferedVariant {
  readonly name: string
  readonly recipe: Recipe
  /** The same with another k, or what stands for it: all that changes is the threshold. */
  readonly withOtherK: Recipe
  /** Null where there is nothing of the original to compare with. */
  readonly asOriginal: Recipe | null
  readonly isForCards: boolean
}

export interface MissingVariant {
  readonly name: string
  readonly reason: string
}

export interface Variants {
  readonly offered: readonly OfferedVariant[]
  readonly missing: readonly MissingVariant[]
}

/** Those that an engine is measured with: without a graphics card some take too long. */
export function variantsFor({ kind, isSoftware }: EngineInfo, variants?: readonly BenchVariant[]): Variants {
  const { offered, missing } = offeredVariants(variants)
  const isTooLong = ({ isForCards }: OfferedVariant) => isForCards && (kind === 'cpu' || isSoftware)
  const tooLong = offered.filter(isTooLong).map(({ name }) => ({ name, reason: 'too slow without a graphics card' }))
  return { offered: offered.filter((variant) => !isTooLong(variant)), missing: [...missing, ...tooLong] }
}

/** The variants that this build can run, with their recipes, and those that it cannot, with the reason. */
export function offeredVariants(variants: readonly BenchVariant[] = VARIANTS): Variants {
  const offered: OfferedVariant[] = []
  const missing: MissingVariant[] = []
  for (const { name, step, otherThreshold, asOriginal, isForCards = false } of variants) {
    try {
      const recipe = recipeOf(name, step)
      const k = recipe.steps[0]!['k']
      offered.push({
        name,
        recipe,
        withOtherK: recipeOf(name, { ...step, ...(otherThreshold ?? { k: typeof k === 'number' ? 1.25 * k : 2 }) }),
        asOriginal: asOriginal === undefined ? null : recipeOf(name, { ...step, ...asOriginal }),
        isForCards,
      })
    } catch (error) {
      if (!isSeisError(error, 'bad-recipe')) throw error
      missing.push({ name, reason: error.message })
    }
  }
  return { offered, missing }
}

function recipeOf(name: string, step: StepWords): Recipe {
  return parseRecipe({ format: RECIPE_FORMAT, name, steps: [step] })
}
