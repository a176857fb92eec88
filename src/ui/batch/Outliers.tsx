import type { ReactElement } from 'react'
import type { Outlier } from '../../state/outliers.ts'
import { useBatch } from '../context.ts'
import { countOf, formatCount } from '../format.ts'
import { leakageText, percentText } from './quality-texts.ts'
import { useOpenGather } from './use-open-gather.ts'
import { useOutliers } from './use-outliers.ts'

/** More rows than anybody reads. */
const MOST_ROWS = 100

/** Finished gathers that stand out, the worst first. */
export function Outliers(): ReactElement {
  const outliers = useOutliers()
  const nDone = useBatch((state) => state.progress?.gathersDone ?? 0)
  return (
    <section className="section" aria-label="Outliers">
      <div className="section-head">
        <h2 className="section-title">Outliers</h2>
        {outliers.length > 0 && (
          <span className="dim small">
            {formatCount(outliers.length)} of {formatCount(nDone)}, worst first
          </span>
        )}
      </div>
      {outliers.length === 0 ? (
        <p className="mut">
          {nDone === 0
            ? 'Gathers whose leakage is above the limit, or that differ from the rest, are listed here.'
            : `No outliers in ${countOf(nDone, 'gather')}.`}
        </p>
      ) : (
        <table className="outliers">
          <thead>
            <tr>
              <th scope="col" className="right">
                Gather
              </th>
              <th scope="col" className="right">
                Leakage
              </th>
              <th scope="col" className="right">
                Removed
              </th>
              <th scope="col">Reason</th>
              <th scope="col">
                <span className="visually-hidden">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {outliers.slice(0, MOST_ROWS).map((outlier) => (
              <OutlierRow key={outlier.gather} outlier={outlier} />
            ))}
          </tbody>
        </table>
      )}
      {outliers.length > MOST_ROWS && (
        <p className="dim small">{formatCount(outliers.length - MOST_ROWS)} more in the report.</p>
      )}
    </section>
  )
}

function OutlierRow({ outlier: { gather, reason } }: { readonly outlier: Outlier }): ReactElement {
  const openGather = useOpenGather()
  const leakage = useBatch((state) => state.series.leakage[gather])
  const removed = useBatch((state) => state.series.removed[gather])
  return (
    <tr>
      <td className="right">{formatCount(gather + 1)}</td>
      <td className={reason === 'leakage' ? 'right flagged' : 'right'}>{leakageText(leakage)}</td>
      <td className={reason === 'energy' ? 'right flagged' : 'right'}>{percentText(removed)}</td>
      <td className="mut">{reason}</td>
      <td className="right">
        <button type="button" className="btn ghost" onClick={() => openGather(gather)}>
          Open
        </button>
      </td>
    </tr>
  )
}
