/** Links that carry a recipe, and nothing of the dataset: `#recipe=` and its JSON as UTF-8 in base64url. */
import { SeisError } from '../core/errors.ts'
import type { Recipe } from '../core/recipe.ts'
import { parseRecipe } from '../processes/recipe.ts'

const PREFIX = '#recipe='

export function recipeHash(recipe: Recipe): string {
  const bytes = new TextEncoder().encode(JSON.stringify(recipe))
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return PREFIX + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Null where the hash carries no recipe. Throws bad-input where it is damaged, or as `parseRecipe` does. */
export function recipeOfHash(hash: string): Recipe | null {
  if (!hash.startsWith(PREFIX)) return null
  return parseRecipe(jsonOf(hash.slice(PREFIX.length)))
}

function jsonOf(text: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new SeisError('bad-input', 'The recipe in this link is damaged', {
      where: 'the address',
      todo: 'copy the link again',
      cause,
    })
  }
}
