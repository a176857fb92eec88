import type { ReactElement } from 'react'
import { definitionOf } from '../../processes/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { stepName, stepSummary } from '../inspector/step-summary.ts'

/** What will run: the steps that are switched on. */
export function RecipeSummary(): ReactElement {
  const actions = useActions()
  const name = useRecipe((state) => state.name)
  const items = useRecipe((state) => state.items)
  const active = items.filter((item) => item.isEnabled)
  return (
    <section className="section" aria-label="Recipe">
      <div className="section-head">
        <h2 className="section-title">Recipe</h2>
        <span className="dim small truncate">{name}</span>
        <span className="grow" />
        <button type="button" className="btn ghost" onClick={() => actions.showWorkspace('tune')}>
          Open in Tune
        </button>
      </div>
      {active.length === 0 ? (
        <p className="mut">No steps. The output equals the input.</p>
      ) : (
        <dl className="pairs">
          {active.map((item) => (
            <div key={item.id}>
              <dt>{stepName(definitionOf(item.step.process))}</dt>
              <dd className="mut truncate">{stepSummary(item.step)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
