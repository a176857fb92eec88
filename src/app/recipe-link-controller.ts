/** Hands the recipe on as a link, and takes it from the address that the page was opened by. */
import { toWire } from '../core/errors.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { RecipeEditor } from '../state/recipe-editor.ts'
import type { Stores } from '../state/stores.ts'
import { recipeHash, recipeOfHash } from './recipe-link.ts'

export interface RecipeLinks {
  copyRecipeLink(): void
  /** Whether the address held a recipe that is now in hand. It is taken out, so that a reload keeps what is edited. */
  takeFromAddress(): boolean
}

export function createRecipeLinks(stores: Stores, editor: RecipeEditor): RecipeLinks {
  const say = (error: unknown): void => stores.session.setState({ notice: toWire(error) })
  return { copyRecipeLink: () => void copy().catch(say), takeFromAddress }

  async function copy(): Promise<void> {
    const link = `${window.location.origin}/${recipeHash(activeRecipe(stores.recipe.getState()))}`
    await navigator.clipboard.writeText(link)
    stores.session.setState({ remark: 'Link to the recipe copied. It holds the steps and nothing of the data.' })
  }

  function takeFromAddress(): boolean {
    const { hash, pathname, search } = window.location
    try {
      const recipe = recipeOfHash(hash)
      if (recipe === null) return false
      editor.replaceRecipe(recipe, 'Link')
      editor.markSaved()
      window.history.replaceState(null, '', pathname + search)
      return true
    } catch (error) {
      window.history.replaceState(null, '', pathname + search)
      say(error)
      return false
    }
  }
}
