import { type ReactElement, useMemo, useState } from 'react'
import type { Outlier } from '../../state/outliers.ts'
import { useBatch } from '../context.ts'
import { countOf, formatCount } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { PickButton } from './PickButton.tsx'
import { leakageText, percentText } from './quality-texts.ts'
import { useOutliers } from './use-outliers.ts'

/** More rows than anybody reads. */
const MOST_ROWS = 100

/** Finished gathers that stand out. */
export function Outliers(): ReactElement {
  const outliers = useOutliers()
  const [isByNumber, setByNumber] = useState(false)
  const nMeasured = useBatch((state) => state.series.removed.reduce((n, figure) => n + (figure >= 0 ? 1 : 0), 0))
  const rows = useMemo(() => {
    const worst = outliers.slice(0, MOST_ROWS)
    return isByNumber ? worst.toSorted((a, b) => a.gather - b.gather) : worst
  }, [outliers, isByNumber])
  return (
    <section className="section outliers-section" aria-label="Outliers">
      <div className="section-head">
        <h2 className="section-title">Outliers</h2>
        {outliers.length > 0 && (
          <span className="dim small">
            {formatCount(outliers.length)} of {formatCount(nMeasured)}
          </span>
        )}
        <span className="grow" />
        {outliers.length > 1 && (
          <span className="field">
            <select
              aria-label="Order of the outliers"
              value={isByNumber ? 'number' : 'worst'}
              onChange={({ target }) => setByNumber(target.value === 'number')}
            >
              <option value="worst">Worst first</option>
              <option value="number">By number</option>
            </select>
            <Icon name="chevron" />
          </span>
        )}
      </div>
      {outliers.length === 0 ? (
        <p className="mut">
          {nMeasured === 0
            ? 'Gathers whose leakage is above the limit, or that differ from the rest, are listed here.'
            : `No outliers in ${countOf(nMeasured, 'gather')}.`}
        </p>
      ) : (
        <div className="list-scroll">
          <table className="outliers">
            <thead>
              <tr>
                <th scope="col">Gather</th>
                <th scope="col" className="right">
                  Leakage
                </th>
                <th scope="col" className="right">
                  Removed
                </th>
                <th scope="col">Reason</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((outlier) => (
                <OutlierRow key={outlier.gather} outlier={outlier} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {outliers.length > MOST_ROWS && (
        <p className="dim small">{formatCount(outliers.length - MOST_ROWS)} more in the report.</p>
      )}
    </section>
  )
}

function OutlierRow({ outlier: { gather, reason } }: { readonly outlier: Outlier }): ReactElement {
  const leakage = useBatch((state) => state.series.leakage[gather])
  const removed = useBatch((state) => state.series.removed[gather])
  return (
    <tr className="pick-row">
      <td>
        <PickButton gather={gather} />
      </td>
      <td className={reason === 'leakage' ? 'right flagged' : 'right'}>{leakageText(leakage)}</td>
      <td className={reason === 'energy' ? 'right flagged' : 'right'}>{percentText(removed)}</td>
      <td className="mut">{reason}</td>
    </tr>
  )
}
