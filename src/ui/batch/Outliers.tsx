import { type ReactElement, useMemo, useState } from 'react'
import { useBatch } from '../context.ts'
import { countOf, formatCount } from '../format.ts'
import { SelectField } from '../SelectField.tsx'
import { GatherTable } from '../tables/GatherTable.tsx'
import { qualityColumns } from '../tables/quality-columns.ts'
import { PickButton } from './PickButton.tsx'
import { useOutliers } from './use-outliers.ts'

/** More rows than anybody reads. */
const MOST_ROWS = 100

const ORDERS = [
  { value: 'worst', text: 'Worst first' },
  { value: 'number', text: 'By number' },
] as const

/** Finished gathers that stand out. */
export function Outliers(): ReactElement {
  const outliers = useOutliers()
  const series = useBatch((state) => state.series)
  const [isByNumber, setByNumber] = useState(false)
  const nMeasured = useBatch((state) => state.series.removed.reduce((n, figure) => n + (figure >= 0 ? 1 : 0), 0))
  const rows = useMemo(() => {
    const byNumber = outliers.slice(0, MOST_ROWS).toSorted((a, b) => a.gather - b.gather)
    return isByNumber ? [...byNumber, ...outliers.slice(MOST_ROWS)] : outliers
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
          <SelectField
            name="Order of the outliers"
            choices={ORDERS}
            value={isByNumber ? 'number' : 'worst'}
            onChoose={(order) => setByNumber(order === 'number')}
          />
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
          <GatherTable
            caption={isByNumber ? 'Outliers by number' : 'Outliers, the worst first'}
            rows={rows}
            columns={qualityColumns(series)}
            mostRows={MOST_ROWS}
            rest="in the report"
            gatherCell={(gather) => <PickButton gather={gather} />}
          />
        </div>
      )}
    </section>
  )
}
