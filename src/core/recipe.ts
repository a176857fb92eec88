/** A recipe as in `seisproc-recipe/1`: parsed, all defaults filled in, safe to store and to run. */
export interface Recipe {
  readonly format: 'seisproc-recipe/1'
  readonly name: string
  readonly steps: readonly RecipeStep[]
}

export type ParamValue = string | number | boolean | null

export interface RecipeStep {
  readonly process: string
  readonly [key: string]: ParamValue
}

export const RECIPE_FORMAT = 'seisproc-recipe/1'
