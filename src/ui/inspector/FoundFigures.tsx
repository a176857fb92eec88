import { type CSSProperties, Fragment, type ReactElement } from 'react'
import { useResult } from '../context.ts'
import { formatFigure, formatFixed } from '../format.ts'
import { ChartTable } from '../tables/DataTable.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { curveSentence, foundFigures, type MethodWeight, type RiskCurve } from './found-figures.ts'

/** What the last run of a step found out about the gather on the screen; nothing where it found nothing. */
export function FoundFigures({ stepId }: { readonly stepId: string }): ReactElement | null {
  const figures = useResult((state) => state.figures[stepId])
  const found = figures === undefined ? null : foundFigures(figures)
  if (found === null) return null
  const { curve, weights, facts } = found
  return (
    <section className="found" aria-label="Found in this gather">
      <h3 className="dim small">Found in this gather</h3>
      {curve !== null && <Curve curve={curve} />}
      {weights.length > 0 && <Weights weights={weights} />}
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(({ label, value }) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  )
}

/** The expected error over k, the least at the bottom, or a table of each k that was tried. */
function Curve({ curve }: { readonly curve: RiskCurve }): ReactElement {
  const isTable = useIsTable('error')
  return (
    <>
      {isTable ? <CurveTable curve={curve} /> : <CurvePlot curve={curve} />}
      <div className="row">
        <span className="grow" />
        <TableButton chart="error" />
      </div>
    </>
  )
}

function CurveTable({ curve }: { readonly curve: RiskCurve }): ReactElement {
  return (
    <ChartTable
      caption={curveSentence(curve)}
      className="risk-table"
      columns={CURVE_COLUMNS}
      rows={curve.points.map(({ k, error }) => ({
        key: k,
        cells: [formatFixed(k, 1), formatFigure(error), k === curve.chosen ? 'least' : ''],
      }))}
    />
  )
}

const CURVE_COLUMNS = [
  { name: 'k', kind: 'number' },
  { name: 'Expected error', kind: 'number' },
  { name: 'Mark', kind: 'text' },
] as const

function CurvePlot({ curve }: { readonly curve: RiskCurve }): ReactElement {
  const { chosen, points } = curve
  const line = points.map(({ x, y }) => `${x},${1 - y}`).join(' ')
  const at = points.find(({ k }) => k === chosen)
  const errors = points.map(({ error }) => error)
  return (
    <div className="risk" role="img" aria-label={curveSentence(curve)}>
      <div className="risk-plot">
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          <polyline points={line} />
        </svg>
        {at !== undefined && (
          <i className="risk-chosen" style={{ '--x': at.x, '--y': at.y } as CSSProperties}>
            <span>{formatFixed(chosen, 1)}</span>
          </i>
        )}
      </div>
      <div className="risk-scale">
        <span>{formatFigure(Math.max(...errors))}</span>
        <span>{formatFigure(Math.min(...errors))}</span>
      </div>
      <div className="risk-axis">
        <span>{formatFixed(points[0]!.k, 1)}</span>
        <span>Expected error over k</span>
        <span>{formatFixed(points.at(-1)!.k, 1)}</span>
      </div>
    </div>
  )
}

function Weights({ weights }: { readonly weights: readonly MethodWeight[] }): ReactElement {
  return (
    <table className="weights">
      <caption className="visually-hidden">Weights of the methods in the sum</caption>
      <tbody>
        {weights.map(({ method, weight, start, length }) => (
          <tr key={method}>
            <th scope="row">{method}</th>
            <td className="weight-bar" aria-hidden="true">
              <i style={{ '--start': start, '--length': length } as CSSProperties} />
            </td>
            <td className="right">{formatFixed(weight, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
