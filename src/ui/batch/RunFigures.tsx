import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import { useBatch, useSession } from '../context.ts'
import { formatBytes, formatCount, formatDuration } from '../format.ts'
import { durationText } from './estimate-text.ts'
import { plannedBatch } from './planned-batch.ts'
import { useKnownEstimate } from './use-known-estimate.ts'

/** What the batch was said to take, and what it has taken so far. */
export function RunFigures(): ReactElement | null {
  const progress = useBatch((state) => state.progress)
  const form = useBatch((state) => state.form)
  const estimate = useKnownEstimate()
  const dataset = useSession((state) => state.dataset)
  const ran = useBatch((state) => state.ran)
  if (progress === null || dataset === null) return null
  const planned = plannedBatch(dataset, form)
  const withLeakage = ran?.withLeakage ?? true
  const figures = [
    ['Duration', estimate === null ? '' : durationText(estimate, withLeakage), formatDuration(progress.seconds)],
    ['Read', formatBytes(planned.readBytes), formatBytes(progress.bytesRead)],
    ['Written', formatBytes(planned.writtenBytes), formatBytes(progress.bytesWritten)],
    ['Memory, peak', '', formatBytes(progress.peakMemoryBytes)],
    ['Tried again', '', formatCount(progress.retries)],
    ['Engine', '', progress.engine === 'cpu' ? 'CPU' : 'WebGPU'],
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
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Figure</span>
            </th>
            <th scope="col" className="right">
              Estimate
            </th>
            <th scope="col" className="right">
              {isActive(progress) ? 'Now' : 'Actual'}
            </th>
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
