/** Recipe A beside the recipe in hand: run once on a gather, and its After kept in memory while others run. */
import type { Gather, TraceBlock } from '../core/gather.ts'
import { NO_MEASURES } from '../core/measures.ts'
import type { Recipe } from '../core/recipe.ts'
import type { PreviewEngine } from '../engine/preview.ts'
import type { Replacement } from '../panels/panel-scene.ts'
import { pressed } from '../state/compare.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { RecipeEditor } from '../state/recipe-editor.ts'
import type { Stores } from '../state/stores.ts'
import type { WorkbenchActions } from './actions.ts'

export interface RecipeA {
  /** Whether recipe A is to be seen on this gather and has not been run on it yet. */
  isDue(gather: Gather): boolean
  /** Runs it on the gather that is loaded. What other runs left on the engine may end by that. */
  run(gather: Gather, engine: PreviewEngine, signal: AbortSignal): Promise<void>
  /** Says what the panels show from now on, and gives what takes the place of a panel's samples; null for nothing. */
  show(gather: Gather): Replacement | null
  /** Its After of this gather. */
  after(gather: Gather): TraceBlock | null
  /** Back to the recipe in hand alone; recipe A stays stored. */
  leave(): void
}

interface Kept {
  readonly gather: Gather
  readonly recipe: Recipe
  readonly after: TraceBlock
}

export function createRecipeA({ compare }: Stores): RecipeA {
  let kept: Kept | null = null
  const keptOf = (gather: Gather): Kept | null =>
    kept?.gather === gather && kept.recipe === compare.getState().recipe ? kept : null

  return {
    isDue(gather) {
      const { wanted, recipe } = compare.getState()
      return wanted !== 'b' && recipe !== null && keptOf(gather) === null
    },
    async run(gather, engine, signal) {
      const { recipe } = compare.getState()
      if (recipe === null) return
      const run = await engine.run(recipe, signal)
      const after = await engine.copyAfter(run)
      const measures = await run.measure()
      kept = { gather, recipe, after }
      if (keptOf(gather) !== null) compare.setState({ measures })
    },
    show(gather) {
      const known = keptOf(gather)
      const { wanted, shown } = compare.getState()
      const now = known === null ? 'b' : wanted
      if (now !== shown) compare.setState({ shown: now })
      if (known === null || now === 'b') return null
      return { of: now === 'both' ? 'before' : 'after', by: known.after }
    },
    after: (gather) => keptOf(gather)?.after ?? null,
    leave() {
      kept = null
      compare.setState({ wanted: 'b', shown: 'b', measures: NO_MEASURES })
    },
  }
}

export type CompareActions = Pick<WorkbenchActions, 'storeRecipeA' | 'takeRecipeA' | 'pressCompared'>

export function createCompareActions({ compare, recipe }: Stores, editor: RecipeEditor): CompareActions {
  return {
    storeRecipeA: () => compare.setState({ recipe: activeRecipe(recipe.getState()) }),
    takeRecipeA() {
      const stored = compare.getState().recipe
      if (stored !== null) editor.replaceRecipe(stored, 'Take recipe A')
    },
    pressCompared(which) {
      const { recipe: stored, wanted } = compare.getState()
      if (stored !== null) compare.setState({ wanted: pressed(wanted, which) })
    },
  }
}
