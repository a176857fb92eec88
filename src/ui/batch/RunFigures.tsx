import type { ReactElement } from 'react'
import type { BatchEstimate } from '../../core/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { useBatch, useRecipe, useSession } from '../context.ts'
import { formatBytes, formatCount, formatDuration } from '../format.ts'
import { durationText, isEstimateOf } from './estimate-text.ts'
import { plannedBatch } from './planned-batch.ts'

/** What the batch was said to take, and what it has taken so far. */
export function RunFigures(): ReactElement | null {
  const progress = useBatch((state) => state.progress)
  const form = useBatch((state) => state.form)
  const estimate = useKnownEstimate()
  const dataset = useSession((state) => state.dataset)
  if (progress === null || dataset === null) return null
  const planned = plannedBatch(dataset, form)
  const figures = [
    ['Duration', estimate === null ? '' : durationText(estimate), formatDuration(progress.seconds)],
    ['Read', formatBytes(planned.readBytes), formatBytes(progress.bytesRead)],
    ['Written', formatBytes(planned.writtenBytes), formatBytes(progress.bytesWritten)],
    ['Memory, peak', '', formatBytes(progress.peakMemoryBytes)],
    ['Tried again', '', formatCount(progress.retries)],
    ['Engine', '', progress.engine],
    ['Runs on', '', progress.adapter],
  ] as const
  return (
    <section className="section" aria-label="Figures">
      <div className="section-head">
        <h2 className="section-title">Estimate and actual</h2>
        <span className="grow" />
        {estimate !== null && <span className="dim small">{formatCount(estimate.gathersRun)} gathers sampled</span>}
      </div>
      <table className="actual">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Estimate</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(([name, expected, now]) => (
            <tr key={name}>
              <td className="mut">{name}</td>
              <td className="right dim">{expected}</td>
              <td className="right truncate" title={now}>
                {now}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The figures of an estimate of what is asked for now. */
function useKnownEstimate(): BatchEstimate | null {
  const estimate = useBatch((state) => state.estimate)
  const form = useBatch((state) => state.form)
  const steps = useRecipe((state) => JSON.stringify(activeRecipe(state).steps))
  return estimate !== null && isEstimateOf(estimate.request, form, steps) ? estimate.figures : null
}
