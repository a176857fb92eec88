import { type ReactElement, useEffect, useState } from 'react'
import type { GatherPositions } from '../../state/batch.ts'
import type { GatherSeries } from '../../state/outliers.ts'
import { useActions, useBatch } from '../context.ts'
import { formatFixed } from '../format.ts'
import { type Choice, Segmented } from '../Segmented.tsx'
import { GatherTable, outliersFirst } from '../tables/GatherTable.tsx'
import { gathersWith, qualityColumns } from '../tables/quality-columns.ts'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { greatestOf } from './GatherStrip.tsx'
import { QualityMap } from './QualityMap.tsx'
import { QualityStrips } from './QualityStrips.tsx'
import { useOpenGather } from './use-open-gather.ts'
import { useLeakageLimit, useOutliers } from './use-outliers.ts'

type View = 'map' | 'number' | 'offset'

const FIGURES: readonly Choice<keyof GatherSeries>[] = [
  { value: 'leakage', text: 'Leakage' },
  { value: 'removed', text: 'Energy removed' },
]

/** The figures of each gather as they are finished, by its number or where it is: what stands out is worth a look. */
export function Quality(): ReactElement | null {
  const actions = useActions()
  const hasRun = useBatch((state) => state.progress !== null)
  const series = useBatch((state) => state.series)
  const positions = useBatch((state) => state.positions)
  const limit = useLeakageLimit()
  const outliers = useOutliers()
  const isTable = useIsTable('quality')
  const openGather = useOpenGather()
  const [wanted, setWanted] = useState<View>('number')
  const [figure, setFigure] = useState<keyof GatherSeries>('leakage')
  useEffect(() => {
    if (hasRun) actions.findPositions()
  }, [actions, hasRun])
  if (greatestOf(series.removed, 1) === 0) return null
  const views = viewsOf(positions)
  const view = views.some(({ value }) => value === wanted) ? wanted : 'number'
  return (
    <section className="quality" aria-label="Figures of each gather">
      <div className="section-head">
        <h2 className="section-title">{titleOf(view, figure)}</h2>
        <span className="dim small">
          finished gathers only{view === 'number' && `, limit ${formatFixed(limit, 2)}`}
        </span>
        <span className="grow" />
        {view !== 'number' && <Segmented label="Colour" choices={FIGURES} value={figure} onChoose={setFigure} />}
        <TableButton chart="quality" />
        {views.length > 1 && <Segmented label="View" choices={views} value={view} onChoose={setWanted} />}
      </div>
      {isTable ? (
        <GatherTable
          caption="Leakage and energy removed of each finished gather, outliers first"
          className="quality-table"
          rows={outliersFirst(outliers, gathersWith(series.removed))}
          columns={qualityColumns(series)}
          mostRows={MOST_ROWS}
          rest="in the certificate"
          onOpen={openGather}
        />
      ) : view === 'number' || positions === null ? (
        <QualityStrips series={series} outliers={outliers} limit={limit} />
      ) : (
        <QualityMap
          figures={series[figure]}
          figure={figure}
          xs={(view === 'map' ? positions.sourceX : positions.offset) ?? NO_VALUES}
          ys={view === 'map' ? positions.sourceY : null}
          outliers={outliers}
        />
      )}
    </section>
  )
}

/** More rows than anybody reads. */
const MOST_ROWS = 500

const NO_VALUES = new Float64Array(0)

function viewsOf(positions: GatherPositions | null): readonly Choice<View>[] {
  const views: readonly (Choice<View> & { readonly isThere: boolean })[] = [
    { value: 'number', text: 'By number', isThere: true },
    { value: 'map', text: 'Map', isThere: positions?.sourceX != null },
    { value: 'offset', text: 'By offset', isThere: positions?.offset != null },
  ]
  return views.filter(({ isThere }) => isThere)
}

function titleOf(view: View, figure: keyof GatherSeries): string {
  if (view === 'number') return 'Leakage and energy removed by gather'
  const name = figure === 'leakage' ? 'Leakage' : 'Energy removed'
  return `${name} by ${view === 'map' ? 'source position' : 'offset'}`
}
