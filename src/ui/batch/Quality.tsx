import { type ReactElement, useEffect, useState } from 'react'
import type { GatherPositions } from '../../state/batch.ts'
import type { GatherSeries } from '../../state/outliers.ts'
import { useActions, useBatch } from '../context.ts'
import { formatFixed } from '../format.ts'
import { type Choice, Segmented } from '../Segmented.tsx'
import { SelectField } from '../SelectField.tsx'
import { GatherTable, outliersFirst } from '../tables/GatherTable.tsx'
import { gathersWith, qualityColumns } from '../tables/quality-columns.ts'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { greatestOf } from './GatherStrip.tsx'
import { isLineOf } from './map-layout.ts'
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
  const form = useBatch((state) => state.form)
  const limit = useLeakageLimit()
  const outliers = useOutliers()
  const isTable = useIsTable('quality')
  const openGather = useOpenGather()
  const [wanted, setWanted] = useState<View>('map')
  const [wantedFigure, setFigure] = useState<keyof GatherSeries>('leakage')
  useEffect(() => {
    if (hasRun) actions.findPositions()
  }, [actions, hasRun])
  if (greatestOf(series.removed, 1) === 0) return null
  const hasLeakage = greatestOf(series.leakage, 1) > 0
  const views = viewsOf(positions)
  const view = views.some(({ value, missing }) => value === wanted && missing === undefined) ? wanted : 'number'
  const figure = hasLeakage ? wantedFigure : 'removed'
  const ys = view === 'map' ? (positions?.sourceY ?? null) : null
  return (
    <section className="quality" aria-label="Figures of each gather">
      <div className="section-head">
        <h2 className="section-title">{titleOf(view, figure, hasLeakage)}</h2>
        <span className="dim small">
          computed gathers{view === 'number' && hasLeakage && `, limit ${formatFixed(limit, 2)}`}
        </span>
        <span className="grow" />
        <TableButton chart="quality" of="gathers" />
        <Segmented label="View" choices={views} value={view} onChoose={setWanted} />
        {view !== 'number' && hasLeakage && (
          <SelectField label="Colour" choices={FIGURES} value={figure} onChoose={setFigure} />
        )}
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
        <>
          <QualityMap
            figures={series[figure]}
            figure={figure}
            xs={(view === 'map' ? positions.sourceX : positions.offset) ?? NO_VALUES}
            ys={ys}
            outliers={outliers}
          />
          {isLineOf(ys, form) && <QualityStrips series={series} outliers={outliers} limit={limit} />}
        </>
      )}
    </section>
  )
}

/** More rows than anybody reads. */
const MOST_ROWS = 500

const NO_VALUES = new Float64Array(0)

function viewsOf(positions: GatherPositions | null): readonly Choice<View>[] {
  const without = (values: Float64Array | null | undefined, missing: string) => (values ? {} : { missing })
  return [
    { value: 'map', text: 'Map', ...without(positions?.sourceX, 'The dataset does not say where its sources are') },
    { value: 'number', text: 'By number' },
    { value: 'offset', text: 'By offset', ...without(positions?.offset, 'Its gathers have no offset of their own') },
  ]
}

function titleOf(view: View, figure: keyof GatherSeries, hasLeakage: boolean): string {
  if (view === 'number') return hasLeakage ? 'Leakage and energy removed by gather' : 'Energy removed by gather'
  const name = figure === 'leakage' ? 'Leakage' : 'Energy removed'
  return `${name} by ${view === 'map' ? 'source position' : 'offset'}`
}
