import type { CSSProperties, ReactElement } from 'react'
import type { SweepSheet } from '../../state/sweep.ts'
import { useActions, useSweep } from '../context.ts'
import { formatCount } from '../format.ts'
import { ChartTable, type Column } from '../tables/DataTable.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { FrontChart } from './FrontChart.tsx'
import { isAboveLimit, leakageText, paramOf, removedText, valueText } from './sweep-texts.ts'
import { useRanks } from './use-sheet.ts'

interface FrontPlotProps {
  readonly sheet: SweepSheet
  readonly selected: number
}

/** How the recipes of a sheet compare, as a plot or a table, and what their ranks weigh. */
export function FrontPlot({ sheet, selected }: FrontPlotProps): ReactElement {
  const isTable = useIsTable('sweep')
  return (
    <section className="section" aria-label="Removed energy against leakage">
      <div className="section-head">
        <h2 className="section-title">Removed energy against leakage</h2>
        <span className="grow" />
        <span className="dim small">gather {formatCount(sheet.gather + 1)}</span>
        <TableButton chart="sweep" />
      </div>
      {isTable ? <FrontTable sheet={sheet} /> : <FrontChart sheet={sheet} selected={selected} />}
      <WeightSlider />
    </section>
  )
}

/** The best first. */
function FrontTable({ sheet: { axes, cells } }: Pick<FrontPlotProps, 'sheet'>): ReactElement {
  const ranks = useRanks()
  const params = axes.map(paramOf)
  const columns: readonly Column[] = [
    { name: 'Rank', kind: 'number' },
    ...axes.map(({ key }, i): Column => ({ name: params[i]?.label ?? key, kind: 'number' })),
    { name: 'Removed', kind: 'number' },
    { name: 'Leakage', kind: 'number' },
    { name: 'Front', kind: 'text' },
  ]
  const ranked = cells
    .flatMap((cell, at) => {
      const rank = ranks[at]
      return rank ? [{ cell, rank }] : []
    })
    .sort((a, b) => a.rank.rank - b.rank.rank)
  return (
    <ChartTable
      caption="Recipes by rank: removed energy and leakage"
      className="front-table"
      columns={columns}
      rows={ranked.map(({ cell, rank }) => ({
        key: rank.rank,
        cells: [
          rank.rank,
          ...params.map((param, i) => valueText(param, cell.values[i] ?? null)),
          removedText(cell.energyRemovedPercent),
          <span key="leakage" className={isAboveLimit(cell.leakage) ? 'flagged' : undefined}>
            {leakageText(cell.leakage)}
          </span>,
          rank.isOnFront ? 'front' : '',
        ],
      }))}
    />
  )
}

function WeightSlider(): ReactElement {
  const actions = useActions()
  const weight = useSweep((state) => state.weight)
  return (
    <label className="front-weight">
      <span className="mut">Weight</span>
      <span className="small dim">removed</span>
      <span className="slider" style={{ '--part': weight } as CSSProperties}>
        <span className="track">
          <input
            type="range"
            aria-label="Weight of leakage against removed energy"
            min={0}
            max={1}
            step={0.05}
            value={weight}
            aria-valuetext={`leakage ${Math.round(100 * weight)} percent`}
            onChange={(event) => actions.setSweepWeight(Number(event.target.value))}
          />
        </span>
      </span>
      <span className="small dim">leakage</span>
    </label>
  )
}
