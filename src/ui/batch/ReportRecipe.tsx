import type { ReactElement } from 'react'
import type { Recipe } from '../../core/recipe.ts'
import { writtenSteps } from './report-facts.ts'

/** Every step with every parameter, as the recipe has them. */
export function ReportRecipe({ recipe }: { readonly recipe: Recipe }): ReactElement {
  if (recipe.steps.length === 0) return <p className="mut">No steps. The output equals the input.</p>
  return (
    <ol className="report-recipe">
      {writtenSteps(recipe).map(({ key, label, params }) => (
        <li key={key}>
          <h3 className="medium">{label}</h3>
          <dl className="pairs">
            {params.map(([name, text]) => (
              <div key={name}>
                <dt className="mut">{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  )
}
