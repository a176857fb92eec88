import type { ReactElement } from 'react'
import type { BatchEstimate } from '../../core/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { useActions, useBatch, useRecipe } from '../context.ts'
import { countOf } from '../format.ts'
import { durationText, isEstimateOf } from './estimate-text.ts'

/** How long the batch takes, from a few of its gathers; said only while the choices are those it was found for. */
export function Estimate(): ReactElement {
  const actions = useActions()
  const form = useBatch((state) => state.form)
  const estimate = useBatch((state) => state.estimate)
  const steps = useRecipe((state) => JSON.stringify(activeRecipe(state).steps))
  const isRunning = estimate !== null && estimate.figures === null
  const isOfThese = estimate !== null && isEstimateOf(estimate.request, form, steps)
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

function sentenceOf(estimate: BatchEstimate): string {
  const { gathersRun, slowest, quarantined } = estimate
  const bound = slowest === 'read' ? 'reading is the slower part' : 'computing is the slower part'
  const aside = quarantined.length === 0 ? '' : ` ${countOf(quarantined.length, 'gather')} of them would be set aside.`
  return `About ${durationText(estimate)}: ${bound}. From ${countOf(gathersRun, 'gather')}; writing is not counted.${aside}`
}
