import { type CSSProperties, Fragment, type ReactElement } from 'react'
import { useResult } from '../context.ts'
import { formatFigure, formatFixed } from '../format.ts'
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

/** The expected error over k, the least at the bottom; each k that was tried is in a table for who cannot see it. */
function Curve({ curve }: { readonly curve: RiskCurve }): ReactElement {
  const { chosen, points } = curve
  const line = points.map(({ x, y }) => `${x},${1 - y}`).join(' ')
  const at = points.find(({ k }) => k === chosen)
  const errors = points.map(({ error }) => error)
  return (
    <div className="risk">
      <div className="risk-plot" aria-hidden="true">
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          <polyline points={line} />
        </svg>
        {at !== undefined && (
          <i className="risk-chosen" style={{ '--x': at.x, '--y': at.y } as CSSProperties}>
            <span>{formatFixed(chosen, 1)}</span>
          </i>
        )}
      </div>
      <div className="risk-scale" aria-hidden="true">
        <span>{formatFigure(Math.max(...errors))}</span>
        <span>{formatFigure(Math.min(...errors))}</span>
      </div>
      <div className="risk-axis" aria-hidden="true">
        <span>{formatFixed(points[0]!.k, 1)}</span>
        <span>Expected error over k</span>
        <span>{formatFixed(points.at(-1)!.k, 1)}</span>
      </div>
      <table className="visually-hidden">
        <caption>{curveSentence(curve)}</caption>
        <thead>
          <tr>
            <th scope="col">k</th>
            <th scope="col">Expected error</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ k, error }) => (
            <tr key={k}>
              <td>{formatFixed(k, 1)}</td>
              <td>{formatFigure(error)}</td>
            </tr>
          ))}
        </tbody>
      </table>
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
