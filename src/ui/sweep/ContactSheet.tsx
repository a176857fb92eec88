import { type CSSProperties, type KeyboardEvent, type ReactElement, useMemo, useRef } from 'react'
import { type SweepCell, selectedCell } from '../../state/sweep.ts'
import { type CellRank, type SweepAxis, sweepAxes } from '../../state/sweep-sheet.ts'
import { useActions, useRecipe, useSweep } from '../context.ts'
import { formatWords } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { cellSentence, isAboveLimit, leakageText, paramOf, removedText, valueText } from './sweep-texts.ts'
import { useRanks, useThumbnail } from './use-sheet.ts'

/** The sheet, or before there is one the places that it will have. */
export function ContactSheet(): ReactElement {
  const actions = useActions()
  const sheet = useSweep((state) => state.sheet)
  const form = useSweep((state) => state.form)
  const items = useRecipe((state) => state.items)
  const selected = useSweep(selectedCell)
  const ranks = useRanks()
  const grid = useRef<HTMLTableElement>(null)
  const planned = useMemo(
    () => (form.columns === null ? [] : sweepAxes(items, [form.columns, form.rows])),
    [items, form],
  )
  const axes = sheet?.axes ?? planned
  const [columns, rows] = axes
  if (columns === undefined) return <p className="sweep-empty mut">No steps. After equals Before.</p>
  const width = columns.values.length
  const height = rows?.values.length ?? 1
  const columnParam = paramOf(columns)
  const rowParam = rows === undefined ? null : paramOf(rows)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') actions.adoptSweepCell()
    else if (event.key === ' ') actions.flipSweepCell(event.shiftKey)
    else {
      const next = neighbour(event.key, selected, width, height)
      if (next === null) return
      actions.selectSweepCell(next)
      grid.current?.querySelectorAll('button')[next]?.focus()
    }
    event.preventDefault()
  }

  return (
    <table
      className="sweep-sheet"
      aria-label={`Recipes by ${columnParam?.label ?? ''}${rowParam === null ? '' : ` and ${rowParam.label}`}`}
      style={{ '--columns': width, '--rows': height } as CSSProperties}
      ref={grid}
    >
      <thead>
        <tr>
          <td className="sheet-corner">{rowParam?.label}</td>
          {columns.values.map((value) => (
            <th scope="col" className="truncate" key={String(value)}>
              {columnParam?.label} {valueText(columnParam, value)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(rows?.values ?? [null]).map((value, row) => (
          <tr key={String(value)}>
            <th scope="row">{rowParam !== null && valueText(rowParam, value)}</th>
            {columns.values.map((of, column) => {
              const at = row * width + column
              const cell = sheet?.cells[at]
              return (
                <td key={String(of)}>
                  {cell === undefined ? (
                    <span className="thumb" />
                  ) : (
                    <Thumbnail
                      axes={axes}
                      at={at}
                      cell={cell}
                      rank={ranks[at] ?? null}
                      isSelected={at === selected}
                      onKeyDown={onKeyDown}
                    />
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ThumbnailProps {
  readonly axes: readonly SweepAxis[]
  readonly at: number
  readonly cell: SweepCell
  readonly rank: CellRank | null
  readonly isSelected: boolean
  onKeyDown(event: KeyboardEvent): void
}

function Thumbnail({ axes, at, cell, rank, isSelected, onKeyDown }: ThumbnailProps): ReactElement {
  const actions = useActions()
  const panel = useSweep((state) => state.shows)
  const canvas = useThumbnail({ cell: at, panel })
  const isDone = cell.status === 'done'
  return (
    <button
      type="button"
      className="thumb"
      aria-pressed={isSelected}
      aria-label={cellSentence(axes, cell, rank)}
      tabIndex={isSelected ? 0 : -1}
      data-status={cell.status}
      title={cell.status === 'failed' ? formatWords(cell.reason) : undefined}
      onClick={() => actions.selectSweepCell(at)}
      onDoubleClick={actions.adoptSweepCell}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} />
      <span className="thumb-figures">
        {isDone ? (
          <>
            <span className="medium">{removedText(cell.energyRemovedPercent)}</span>
            <span className="dim">leak</span>
            {isAboveLimit(cell.leakage) ? (
              <span className="warn-text">
                {leakageText(cell.leakage)}
                <Icon name="warning" />
              </span>
            ) : (
              <span>{leakageText(cell.leakage)}</span>
            )}
          </>
        ) : (
          <span className="mut truncate">
            {cell.status === 'failed'
              ? `failed: ${formatWords(cell.reason)}`
              : cell.status === 'running'
                ? 'working'
                : ''}
          </span>
        )}
      </span>
      {rank !== null && <span className="thumb-rank">{rank.rank}</span>}
      {rank?.isOnFront === true && <span className="thumb-front">front</span>}
    </button>
  )
}

/** The place that a key goes to; null where it is no key of the grid. */
function neighbour(key: string, at: number, width: number, height: number): number | null {
  const [column, row] = [at % width, Math.floor(at / width)]
  const place = (x: number, y: number): number =>
    Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))
  if (key === 'ArrowLeft') return place(column - 1, row)
  if (key === 'ArrowRight') return place(column + 1, row)
  if (key === 'ArrowUp') return place(column, row - 1)
  if (key === 'ArrowDown') return place(column, row + 1)
  if (key === 'Home') return place(0, row)
  if (key === 'End') return place(width - 1, row)
  return null
}
