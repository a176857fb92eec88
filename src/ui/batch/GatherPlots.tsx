import type { ReactElement } from 'react'
import { type GatherSeries, LEAKAGE_LIMIT, type Outlier } from '../../state/outliers.ts'
import { formatFixed } from '../format.ts'
import { GatherTable, outliersFirst } from '../tables/GatherTable.tsx'
import { gathersWith, qualityColumns } from '../tables/quality-columns.ts'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
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
const MOST_ROWS_OF_ALL = 500

/** Energy removed and leakage of every gather, and a table of the outliers. */
export function GatherPlots({ series, outliers, range }: GatherPlotsProps): ReactElement {
  const isTable = useIsTable('quality')
  const top = greatestOf(series.removed, 1)
  if (top === 0) return <p className="mut">No gather has figures.</p>
  const hasLeakage = greatestOf(series.leakage, LEAKAGE_LIMIT) > 0
  const button = <TableButton chart="quality" of="gathers" />
  if (isTable) {
    return (
      <>
        <div className="row">
          <span className="grow mut">Energy removed{hasLeakage && ' and leakage'}, outliers first</span>
          {button}
        </div>
        <GatherTable
          caption="Energy removed and leakage of each gather, outliers first"
          rows={outliersFirst(outliers, gathersWith(series.removed))}
          columns={qualityColumns(series)}
          mostRows={MOST_ROWS_OF_ALL}
          rest="in the certificate"
        />
      </>
    )
  }
  return (
    <>
      <div className="report-plots">
        <figure>
          <figcaption className="row mut">
            <span className="grow">Energy removed</span>
            {button}
          </figcaption>
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
