import type { ReactElement } from 'react'
import { STAGES } from '../../core/batch.ts'
import type { RunFigures } from '../../core/output-report.ts'
import { overallShares } from '../../state/batch.ts'
import { formatBytes, formatDuration, formatShare, NOTHING } from '../format.ts'
import { boundSentence, engineKindOf } from './bound-sentence.ts'
import { stageTexts } from './stage-names.ts'

/** What limited the rate, and how busy each stage was, in the order in which samples pass through. */
export function ReportStages({ run, engine }: { readonly run: RunFigures; readonly engine: string }): ReactElement {
  const kind = engineKindOf({ engine })
  const shares = overallShares(run)
  return (
    <>
      <p className="bound">{boundSentence(run, kind, false)}</p>
      <table className="report-stages">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" className="right">
              Busy
            </th>
            <th scope="col">
              <span className="visually-hidden">Share of the time</span>
            </th>
            <th scope="col" className="right">
              Time
            </th>
            <th scope="col" className="right">
              Samples
            </th>
            <th scope="col" className="right" title="Samples over the time in which it was busy">
              Own rate
            </th>
          </tr>
        </thead>
        <tbody>
          {STAGES.map((stage) => {
            const { name, resource } = stageTexts(stage, kind)
            const { busySeconds, bytes } = run.stages[stage]
            const rate = busySeconds > 0 && bytes > 0 ? `${formatBytes(bytes / busySeconds)}/s` : NOTHING
            return (
              <tr key={stage}>
                <td>{name}</td>
                <td className="right">{formatShare(shares[stage])}</td>
                <td className="share">
                  <i className={`stage ${resource}`} style={{ width: `${100 * shares[stage]}%` }} />
                </td>
                <td className="right">{formatDuration(busySeconds)}</td>
                <td className="right">{formatBytes(bytes)}</td>
                <td className="right">{rate}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
