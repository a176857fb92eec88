import type { ReactElement } from 'react'
import { type GatherSeries, LEAKAGE_LIMIT, type Outlier } from '../../state/outliers.ts'
import { formatCount, formatFixed } from '../format.ts'
import { GatherStrip, greatestOf } from './GatherStrip.tsx'
import { gathersOf } from './QualityStrips.tsx'
import { leakageText, percentText } from './quality-texts.ts'

interface GatherPlotsProps {
  readonly series: GatherSeries
  readonly outliers: readonly Outlier[]
  readonly range: { readonly startGather: number; readonly endGather: number }
}

/** More rows than a page holds; the certificate has every gather. */
const MOST_ROWS = 40

/** Energy removed and leakage of every gather, and a table of the outliers. */
export function GatherPlots({ series, outliers, range }: GatherPlotsProps): ReactElement {
  const top = greatestOf(series.removed, 1)
  if (top === 0) return <p className="mut">No gather has figures.</p>
  const hasLeakage = greatestOf(series.leakage, LEAKAGE_LIMIT) > 0
  return (
    <>
      <div className="report-plots">
        <figure>
          <figcaption className="mut">Energy removed</figcaption>
          <GatherStrip
            name="Energy removed"
            colour="noise"
            figures={series.removed}
            range={range}
            top={top}
            format={percentText}
            outliers={gathersOf(outliers, 'energy')}
          />
        </figure>
        {hasLeakage && (
          <figure>
            <figcaption className="mut">Leakage, limit {formatFixed(LEAKAGE_LIMIT, 2)}</figcaption>
            <GatherStrip
              name="Leakage"
              colour="leakage"
              figures={series.leakage}
              range={range}
              top={greatestOf(series.leakage, 1.2 * LEAKAGE_LIMIT)}
              format={leakageText}
              limit={LEAKAGE_LIMIT}
              outliers={gathersOf(outliers, 'leakage')}
            />
          </figure>
        )}
      </div>
      {outliers.length > 0 && (
        <table className="report-outliers">
          <thead>
            <tr>
              <th scope="col" className="right">
                Outlier
              </th>
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
            {outliers.slice(0, MOST_ROWS).map(({ gather, reason }) => (
              <tr key={gather}>
                <td className="right">{formatCount(gather + 1)}</td>
                <td className="right">{leakageText(series.leakage[gather])}</td>
                <td className="right">{percentText(series.removed[gather])}</td>
                <td className="mut">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
