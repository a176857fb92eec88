import type { ReactElement } from 'react'
import { useBatch } from '../context.ts'
import { countOf, formatCount } from '../format.ts'
import { GatherTable } from '../tables/GatherTable.tsx'
import { qualityColumns } from '../tables/quality-columns.ts'
import { useOpenGather } from './use-open-gather.ts'
import { useOutliers } from './use-outliers.ts'

/** More rows than anybody reads. */
const MOST_ROWS = 100

/** Finished gathers that stand out, the worst first. */
export function Outliers(): ReactElement {
  const outliers = useOutliers()
  const openGather = useOpenGather()
  const series = useBatch((state) => state.series)
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
        <GatherTable
          caption="Outliers, the worst first"
          rows={outliers}
          columns={qualityColumns(series)}
          mostRows={MOST_ROWS}
          rest="in the report"
          onOpen={openGather}
        />
      )}
    </section>
  )
}
