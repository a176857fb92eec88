import { RECIPE_FORMAT, type Recipe } from '../core/recipe.ts'
import { parseRecipe } from '../processes/recipe.ts'

export interface Preset {
  readonly recipe: Recipe
  /** What it does, in a few words. */
  readonly about: string
}

function preset(name: string, about: string, ...steps: readonly object[]): Preset {
  return { recipe: parseRecipe({ format: RECIPE_FORMAT, name, steps }), about }
}

/** Recipes to begin with, in the order in which the page offers them. Figures: README, test/quality. */
export const presets: readonly Preset[] = [
  preset('Automatic', 'four filters, robust', { process: 'auto-denoise', robust: 'safe' }),
  preset('Random noise', 'f-k Wiener', { process: 'fk-wiener' }),
  preset('Erratic noise', 'f-k Wiener, robust', { process: 'fk-wiener', robust: 'safe' }),
  preset('Coloured noise', 'f-k Wiener, k automatic', { process: 'fk-wiener', k: 'auto' }),
  preset('Fast', 'STFT Wiener', { process: 'stft-wiener' }),
  preset('Careful', 'f-k Wiener, protected', { process: 'fk-wiener', protectSignal: true }),
  preset('Original SeisProc', 'wavelets, soft', {
    process: 'wavelet-denoise',
    transform: 'dwt',
    rule: 'soft',
    k: 3,
  }),
]
