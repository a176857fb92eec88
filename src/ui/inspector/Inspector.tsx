import { type ReactElement, useRef } from 'react'
import { selectedItem } from '../../state/recipe.ts'
import { INSPECTOR_WIDTH_PX } from '../../state/view.ts'
import { AnalysisSection } from '../analysis/AnalysisSection.tsx'
import { useAnalysisPlace } from '../analysis/analysis-place.ts'
import { useActions, useCompare, useRecipe, useView } from '../context.ts'
import { Splitter } from '../Splitter.tsx'
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
  const widthPx = useView((state) => state.inspectorWidthPx)
  const isSpectrumHere = useAnalysisPlace('spectrum') === 'inspector'
  const isPlaneHere = useAnalysisPlace('plane') === 'inspector'
  const root = useRef<HTMLElement>(null)
  return (
    <aside className="inspector" aria-label="Recipe" ref={root}>
      <Splitter
        className="inspector-edge"
        label="Width of the inspector"
        orientation="vertical"
        direction={-1}
        limits={INSPECTOR_WIDTH_PX}
        value={widthPx}
        measure={() => root.current?.offsetWidth ?? INSPECTOR_WIDTH_PX.standard}
        onChange={actions.setInspectorWidth}
      />
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
