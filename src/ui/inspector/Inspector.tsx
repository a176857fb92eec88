import type { ReactElement } from 'react'
import { selectedItem } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { Chain } from './Chain.tsx'
import { RecipeHead } from './RecipeHead.tsx'
import { Result } from './Result.tsx'
import { StepForm } from './StepForm.tsx'

/** The recipe, the selected step, and what they do to the gather on the screen. */
export function Inspector(): ReactElement {
  const actions = useActions()
  const item = useRecipe(selectedItem)
  return (
    <aside className="inspector" aria-label="Recipe">
      <div className="inspector-scroll">
        <section className="section" aria-label="Chain">
          <RecipeHead />
          <Chain />
        </section>
        {item !== null && <StepForm key={item.id} item={item} />}
      </div>
      <Result />
      <div className="action-row">
        <span className="grow" />
        <button type="button" className="btn primary" onClick={() => actions.showWorkspace('batch')}>
          Run on all gathers
        </button>
      </div>
    </aside>
  )
}
