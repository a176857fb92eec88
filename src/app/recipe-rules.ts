import type { ParamValue, Recipe } from '../core/recipe.ts'
import { definitionOf, parseStep } from '../processes/recipe.ts'
import { defaultStep } from '../processes/schema.ts'
import type { RecipeRules } from '../state/recipe-editor.ts'
import { presets } from './presets.ts'

/** What the editor of the chain knows about processes. */
export const recipeRules: RecipeRules = {
  checkStep: parseStep,
  defaultStep: (process) => defaultStep(definitionOf(process)),
  processLabel: (process) => definitionOf(process).label,
  changeLabel: (process, key, from, to) => {
    const param = definitionOf(process).params.find((candidate) => candidate.key === key)
    return `${param?.label ?? key} ${show(from)} to ${show(to)}`
  },
}

/** The recipe of a dataset opened for the first time. */
export const startRecipe: Recipe = presets[0]!.recipe

function show(value: ParamValue): string {
  return value === null ? 'automatic' : String(value)
}
