import type { ReactElement } from 'react'
import type { BatchEstimate } from '../../core/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { useActions, useBatch, useRecipe } from '../context.ts'
import { countOf, formatDuration } from '../format.ts'

/** How long the batch takes, from a few of its gathers; said only while the choices are those it was found for. */
export function Estimate(): ReactElement {
  const actions = useActions()
  const form = useBatch((state) => state.form)
  const estimate = useBatch((state) => state.estimate)
  const steps = useRecipe((state) => JSON.stringify(activeRecipe(state).steps))
  const isRunning = estimate !== null && estimate.figures === null
  const { recipe, ...asked } = estimate?.request ?? { recipe: null }
  const isOfThese = JSON.stringify(asked) === JSON.stringify(form) && JSON.stringify(recipe?.steps) === steps
  return (
    <div className="row estimate" role="status">
      <button type="button" className="btn" disabled={isRunning} onClick={actions.estimateBatch}>
        {isRunning ? 'Estimating' : 'Estimate'}
      </button>
      <span className="mut">
        {estimate?.figures && isOfThese
          ? sentenceOf(estimate.figures)
          : 'Runs a few gathers to say how long all take; writes nothing.'}
      </span>
    </div>
  )
}

function sentenceOf({ gathersRun, seconds: [least, most], slowest, quarantined }: BatchEstimate): string {
  const [low, high] = [formatDuration(least), formatDuration(most)]
  const time = low === high ? low : `${low} to ${high}`
  const bound = slowest === 'read' ? 'reading is the slower part' : 'computing is the slower part'
  const aside = quarantined.length === 0 ? '' : ` ${countOf(quarantined.length, 'gather')} of them would be set aside.`
  return `About ${time}: ${bound}. From ${countOf(gathersRun, 'gather')}; writing is not counted.${aside}`
}
