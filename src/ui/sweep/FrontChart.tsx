import { type CSSProperties, type KeyboardEvent, type ReactElement, useMemo, useRef } from 'react'
import type { SweepSheet } from '../../state/sweep.ts'
import { useActions } from '../context.ts'
import { formatFixed } from '../format.ts'
import { plotScale } from './front-scale.ts'
import { cellSentence, paramOf, valueText } from './sweep-texts.ts'
import { useRanks } from './use-sheet.ts'

/** A shape for each row, as far as they go; one for all of more rows. */
const SHAPES = [
  'M3 3h8v8h-8z',
  'M7 2L12 7 7 12 2 7z',
  'M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0',
  'M7 2L11.8 11 2.2 11z',
]
const CIRCLE = SHAPES[2]!

interface FrontChartProps {
  readonly sheet: SweepSheet
  readonly selected: number
}

/** Removed energy against leakage: best is up and left; the line joins the front. */
export function FrontChart({ sheet, selected }: FrontChartProps): ReactElement {
  const actions = useActions()
  const ranks = useRanks()
  const box = useRef<HTMLDivElement>(null)
  const { cells, axes } = sheet
  const points = useMemo(
    () =>
      cells
        .flatMap(({ energyRemovedPercent: removed, leakage }, at) =>
          removed === null || leakage === null ? [] : [{ at, removed, leakage }],
        )
        .sort((a, b) => a.leakage - b.leakage || b.removed - a.removed),
    [cells],
  )
  const x = plotScale(points.map(({ leakage }) => leakage))
  const y = plotScale(points.map(({ removed }) => removed))
  const [columns, rows] = axes
  const width = columns?.values.length ?? 1
  const shapeOf = (row: number): string =>
    rows !== undefined && rows.values.length <= SHAPES.length ? (SHAPES[row] ?? CIRCLE) : CIRCLE
  const front = points.filter(({ at }) => ranks[at]?.isOnFront === true)
  const line = front.map(({ leakage, removed }) => `${100 * x.place(leakage)},${100 - 100 * y.place(removed)}`)

  /** Along the leakage. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = points[points.findIndex(({ at }) => at === selected) + step]
    if (event.key === 'Enter') actions.adoptSweepCell()
    else if (event.key === ' ') actions.flipSweepCell(event.shiftKey)
    else if (step === 0 || next === undefined) return
    else {
      actions.selectSweepCell(next.at)
      box.current?.querySelector<HTMLElement>(`[data-cell="${next.at}"]`)?.focus()
    }
    event.preventDefault()
  }

  return (
    <>
      <div className="front-plot">
        <span className="front-name small dim">removed %</span>
        <div className="front-ticks-y" aria-hidden="true">
          {y.ticks.map((tick) => (
            <span key={tick} style={{ '--at': 1 - y.place(tick) } as CSSProperties}>
              {formatFixed(tick, y.decimals)}
            </span>
          ))}
        </div>
        <div
          className="front-box"
          ref={box}
          role="toolbar"
          tabIndex={-1}
          aria-label={`Scatter of ${points.length} recipes. Best is up and left.`}
          onKeyDown={onKeyDown}
        >
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {y.ticks.map((tick) => (
              <path className="front-grid" key={tick} d={`M0 ${100 - 100 * y.place(tick)}H100`} />
            ))}
            <polyline className="front-line" points={line.join(' ')} />
          </svg>
          {points.map(({ at, leakage, removed }) => {
            const rank = ranks[at] ?? null
            const isSelected = at === selected
            return (
              <button
                type="button"
                key={at}
                className={rank?.isOnFront === true ? 'front-point on-front' : 'front-point'}
                style={{ '--x': x.place(leakage), '--y': 1 - y.place(removed) } as CSSProperties}
                aria-label={cellSentence(axes, cells[at]!, rank)}
                aria-pressed={isSelected}
                tabIndex={isSelected ? 0 : -1}
                data-cell={at}
                onClick={() => actions.selectSweepCell(at)}
              >
                <svg viewBox="0 0 14 14" aria-hidden="true">
                  <path d={shapeOf(Math.floor(at / width))} />
                </svg>
                {isSelected && <span className="small medium">{rank?.rank}</span>}
              </button>
            )
          })}
        </div>
        <div className="front-ticks-x" aria-hidden="true">
          {x.ticks.map((tick) => (
            <span key={tick} style={{ '--at': x.place(tick) } as CSSProperties}>
              {formatFixed(tick, x.decimals)}
            </span>
          ))}
        </div>
      </div>
      <p className="front-key small dim">
        {rows !== undefined && rows.values.length <= SHAPES.length && (
          <>
            {paramOf(rows)?.label}
            {rows.values.map((value, row) => (
              <span key={String(value)}>
                <svg className="icon" viewBox="0 0 14 14" aria-hidden="true">
                  <path d={shapeOf(row)} />
                </svg>
                {valueText(paramOf(rows), value)}
              </span>
            ))}
          </>
        )}
        <span className="grow" />
        leakage, less is better
      </p>
    </>
  )
}
