import type { ReactElement } from 'react'
import { doneCount, MAX_CELLS, type SweepState } from '../../state/sweep.ts'
import { sweepAxes } from '../../state/sweep-sheet.ts'
import { useActions, useGather, useRecipe, useSweep } from '../context.ts'
import { formatCount, formatDuration, formatMs } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { Segmented } from '../Segmented.tsx'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { AxisField } from './AxisField.tsx'
import { useStaleness } from './use-sheet.ts'

const SHOWS = [
  { value: 'after', text: 'After' },
  { value: 'noise', text: 'Noise' },
  { value: 'leakage', text: 'Leakage map' },
] as const

/** The two parameters and their values, what the thumbnails show, and how far the sheet is. */
export function SweepForm(): ReactElement {
  const actions = useActions()
  const form = useSweep((state) => state.form)
  const items = useRecipe((state) => state.items)
  const shows = useSweep((state) => state.shows)
  const isRunning = useSweep((state) => state.isRunning || state.mapped !== null)
  const error = useSweep((state) => state.error)
  const hasSheet = useSweep((state) => state.sheet !== null)
  const [columns, rows] = form.columns === null ? [] : sweepAxes(items, [form.columns, form.rows])
  const nCells = (columns?.values.length ?? 0) * (rows?.values.length ?? 1)
  const refusal = nCells === 0 ? 'No step has a parameter to sweep' : nCells > MAX_CELLS ? `${MAX_CELLS} at most` : ''
  return (
    <div className="sweep-form">
      <div className="sweep-form-row">
        <AxisField label="Columns" form={form.columns} other={form.rows} set={(to) => ({ ...form, columns: to })} />
        <span className="divider" />
        <AxisField label="Rows" form={form.rows} other={form.columns} canBeNone set={(to) => ({ ...form, rows: to })} />
      </div>
      <div className="sweep-form-row">
        <span className="dim">Show</span>
        <Segmented label="Thumbnails show" choices={SHOWS} value={shows} onChoose={actions.setSweepShows} />
        <Progress />
        {isRunning ? (
          <button type="button" className="btn" onClick={actions.cancelSweep}>
            Stop
          </button>
        ) : (
          <button
            type="button"
            className={hasSheet ? 'btn' : 'btn primary'}
            disabled={refusal !== ''}
            title={refusal === '' ? undefined : refusal}
            onClick={actions.startSweep}
          >
            Run {formatCount(nCells)} recipes
          </button>
        )}
      </div>
      {error !== null && (
        <p className="notice error" role="alert">
          <Icon name="warning" />
          <span>
            <ErrorLines error={error} />
          </span>
        </p>
      )}
    </div>
  )
}

function Progress(): ReactElement {
  const text = useSweep(progressText)
  const stale = useStaleness()
  const gather = useSweep((state) => state.sheet?.gather ?? 0)
  const index = useGather((state) => state.index)
  const isRunning = useSweep((state) => state.isRunning)
  const isMapping = useSweep((state) => state.mapped !== null)
  const why =
    stale === 'recipe'
      ? 'The recipe has changed since this sheet'
      : `This sheet is of gather ${formatCount(gather + 1)}, the current one is ${formatCount(index + 1)}`
  return (
    <>
      <span className="grow truncate warn-text">
        {stale !== null && !isRunning && (
          <>
            <Icon name="warning" />
            {why}
          </>
        )}
      </span>
      <span className="mut nowrap" data-testid="sweep-state">
        {text}
      </span>
      <span className="visually-hidden" role="status">
        {isRunning || isMapping ? '' : text}
      </span>
    </>
  )
}

function progressText({ sheet, isRunning, totalMs, mapped }: SweepState): string {
  if (sheet === null) return isRunning ? 'Waiting for the run in hand' : ''
  if (mapped !== null)
    return `${mapped} of ${sheet.cells.filter(({ status }) => status === 'done').length} leakage maps`
  const count = `${doneCount(sheet)} of ${sheet.cells.length}`
  if (totalMs === null) return isRunning ? count : `${count}, stopped`
  return `${count} done in ${totalMs < 1000 ? formatMs(totalMs) : formatDuration(totalMs / 1000)}`
}
