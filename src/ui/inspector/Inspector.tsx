import type { ReactElement } from 'react'
import { selectedItem } from '../../state/recipe.ts'
import { useAnalysisPlace } from '../analysis/analysis-place.ts'
import { useActions, useCompare, useRecipe } from '../context.ts'
import { AnalysisSection } from '../later-pages.ts'
import { RegionEdge } from '../RegionEdge.tsx'
import { Chain } from './Chain.tsx'
import { History } from './History.tsx'
import { RecipeHead } from './RecipeHead.tsx'
import { Result } from './Result.tsx'
import { StepForm } from './StepForm.tsx'

/** The recipe, the selected step, and what they do to the gather on the screen. */
export function Inspector(): ReactElement {
  const actions = useActions()
  const item = useRecipe(selectedItem)
  const isOnlyA = useCompare((state) => state.shown === 'a')
  const isSpectrumHere = useAnalysisPlace('spectrum') === 'inspector'
  const isPlaneHere = useAnalysisPlace('plane') === 'inspector'
  return (
    <aside className="inspector" aria-label="Recipe">
      <RegionEdge region="inspector" className="column-edge" measured={(edge) => edge.closest('.inspector')} />
      <div className="inspector-body">
        <div className="inspector-scroll">
          <section className="section" aria-label="Chain">
            <RecipeHead />
            <Chain />
          </section>
          {item !== null && <StepForm key={item.id} item={item} />}
        </div>
        <Result />
        {(isSpectrumHere || isPlaneHere) && <AnalysisSection name={isPlaneHere ? 'plane' : 'spectrum'} />}
        <History />
      </div>
      <div className="action-row">
        <span className="grow">{isOnlyA && <span className="dim small">Runs recipe B, the current one</span>}</span>
        <button type="button" className="btn" onClick={() => actions.showWorkspace('sweep')}>
          Sweep
        </button>
        <button type="button" className="btn primary" onClick={() => actions.showWorkspace('batch')}>
          Run on all gathers
        </button>
      </div>
    </aside>
  )
}
