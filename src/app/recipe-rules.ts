import { definitionOf, parseStep } from '../processes/recipe.ts'
import { defaultStep } from '../processes/schema.ts'
import type { RecipeRules } from '../state/recipe-editor.ts'

/** The rules of the registered processes, for the editor of the recipe. */
export const recipeRules: RecipeRules = {
  checkStep: parseStep,
  defaultStep: (process) => defaultStep(definitionOf(process)),
  processLabel: (process) => definitionOf(process).label,
  changeLabel(process, key, from, to) {
    const param = definitionOf(process).params.find((candidate) => candidate.key === key)
    if (param?.kind === 'choice') {
      const labelOf = (value: unknown): string => param.choices.find((c) => c.value === value)?.label ?? String(value)
      return `${param.label} ${labelOf(from)} to ${labelOf(to)}`
    }
    return `${param?.label ?? key} ${from ?? 'auto'} to ${to ?? 'auto'}`
  },
}
