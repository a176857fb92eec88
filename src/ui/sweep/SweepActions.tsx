import type { ReactElement } from 'react'
import { recipeName } from '../../state/compare.ts'
import type { SweepCell } from '../../state/sweep.ts'
import { useActions, useCompare } from '../context.ts'
import { useStaleness } from './use-sheet.ts'

/** What can be done with the selected cell. */
export function SweepActions({ cell }: { readonly cell: SweepCell }): ReactElement {
  const actions = useActions()
  const recipeA = useCompare((state) => state.recipe)
  const isOfOtherRecipe = useStaleness() === 'recipe'
  const notRun = cell.status === 'done' ? '' : 'Not run yet'
  const refusal = notRun === '' && isOfOtherRecipe ? 'The recipe has changed since: run the sheet again' : notRun
  const nameOfA = recipeA === null ? '' : recipeName(recipeA)
  return (
    <div className="action-row">
      <button
        type="button"
        className="btn"
        disabled={notRun !== ''}
        title={notRun === '' ? 'The selected recipe becomes recipe A, to be compared in Tune: Shift+A' : notRun}
        onClick={actions.storeSweepCellAsA}
      >
        Set as A
      </button>
      <span className="grow truncate dim small" title={nameOfA} role="status">
        {recipeA !== null && `A: ${nameOfA}`}
      </span>
      <button
        type="button"
        className="btn primary"
        disabled={refusal !== ''}
        title={refusal === '' ? 'Enter' : refusal}
        onClick={actions.adoptSweepCell}
      >
        Adopt this recipe
      </button>
    </div>
  )
}
