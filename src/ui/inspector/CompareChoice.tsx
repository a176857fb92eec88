import type { ReactElement } from 'react'
import { recipeName } from '../../state/compare.ts'
import { useActions, useCompare } from '../context.ts'

const NOT_STORED = 'No recipe A is stored: Shift+A, or the menu of the recipe file, stores the one in hand'

/** Recipe A, recipe B, or both: which are in the panels. */
export function CompareChoice(): ReactElement {
  const actions = useActions()
  const recipe = useCompare((state) => state.recipe)
  const wanted = useCompare((state) => state.wanted)
  const isStored = recipe !== null
  return (
    <div className="compare">
      <span className="dim">Compare</span>
      <fieldset className="segmented tight" aria-label="Recipes in the panels">
        <button
          type="button"
          aria-pressed={wanted !== 'b'}
          disabled={!isStored}
          aria-label={isStored ? `A, ${recipeName(recipe)}` : 'A'}
          title={
            isStored ? `Recipe A, ${recipeName(recipe)}: A. Shift+A stores the recipe in hand in its place` : NOT_STORED
          }
          onClick={() => actions.pressCompared('a')}
        >
          A
        </button>
        <button
          type="button"
          aria-pressed={wanted !== 'a'}
          disabled={!isStored}
          title={isStored ? 'Recipe B, the one in hand: B' : NOT_STORED}
          onClick={() => actions.pressCompared('b')}
        >
          B current
        </button>
      </fieldset>
    </div>
  )
}
