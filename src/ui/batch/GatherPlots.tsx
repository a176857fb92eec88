import type { ReactElement } from 'react'
import { type GatherSeries, LEAKAGE_LIMIT, type Outlier } from '../../state/outliers.ts'
import { formatFixed } from '../format.ts'
import { GatherTable } from '../tables/GatherTable.tsx'
import { qualityColumns } from '../tables/quality-columns.ts'
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
        <GatherTable
          caption="Outliers, the worst first"
          rows={outliers}
          columns={qualityColumns(series)}
          mostRows={MOST_ROWS}
          rest="in the certificate"
        />
      )}
    </>
  )
}
