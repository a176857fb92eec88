import type { ReactElement } from 'react'
import type { BatchEstimate } from '../../core/batch.ts'
import { measuresLeakage } from '../../state/batch.ts'
import { useActions, useBatch } from '../context.ts'
import { countOf } from '../format.ts'
import { durationText } from './estimate-text.ts'
import { useKnownEstimate } from './use-known-estimate.ts'

/** How long the batch takes, from a few of its gathers; said only while the choices are those it was found for. */
export function Estimate(): ReactElement {
  const actions = useActions()
  const form = useBatch((state) => state.form)
  const estimate = useBatch((state) => state.estimate)
  const isRunning = estimate !== null && estimate.figures === null
  const known = useKnownEstimate()
  return (
    <div className="row estimate" role="status">
      <button type="button" className="btn" disabled={isRunning} onClick={actions.estimateBatch}>
        {isRunning ? 'Estimating' : 'Estimate'}
      </button>
      <span className="mut">
        {known !== null
          ? sentenceOf(known, measuresLeakage(form, known))
          : isRunning
            ? 'Sampling a few gathers. Nothing is written.'
            : 'Runs a few gathers to say how long all take; writes nothing.'}
      </span>
    </div>
  )
}

function sentenceOf(estimate: BatchEstimate, withLeakage: boolean): string {
  const { gathersRun, slowest, quarantined } = estimate
  const bound = slowest === 'read' ? 'reading is the slower part' : 'computing is the slower part'
  const aside = quarantined.length === 0 ? '' : ` ${countOf(quarantined.length, 'gather')} of them would be set aside.`
  return `About ${durationText(estimate, withLeakage)}: ${bound}. From ${countOf(gathersRun, 'gather')}; writing is not counted.${aside}`
}
