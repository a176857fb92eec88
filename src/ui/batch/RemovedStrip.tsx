import { type MouseEvent, type ReactElement, useMemo } from 'react'
import { useActions, useBatch } from '../context.ts'
import { formatCount, formatFixed } from '../format.ts'
import { greatestGathers, type StripColumns, stripColumns } from './removed-strip.ts'

const MOST_COLUMNS = 600
const N_NAMED = 6

/** Energy removed from each gather as they are finished: what stands out is worth a look. */
export function RemovedStrip(): ReactElement | null {
  const actions = useActions()
  const removed = useBatch((state) => state.removed)
  const form = useBatch((state) => state.form)
  const nGathers = form.endGather - form.startGather
  const nColumns = Math.min(MOST_COLUMNS, nGathers)
  const columns = useMemo(() => stripColumns(removed, form, nColumns), [removed, form, nColumns])
  const named = useMemo(() => greatestGathers(removed, N_NAMED), [removed])
  const [highest] = named
  if (highest === undefined) return null
  const top = Math.max(1, removed[highest]!)
  const openGather = (gather: number): void => {
    actions.showWorkspace('tune')
    actions.goToGather(gather)
  }
  const openAt = ({ clientX, currentTarget }: MouseEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = Math.min(1 - Number.EPSILON, Math.max(0, (clientX - left) / width))
    openGather(form.startGather + Math.floor(share * nGathers))
  }
  return (
    <section className="removed-strip" aria-label="Energy removed by gather">
      <div className="section-head">
        <h2 className="section-title">Energy removed</h2>
        <span className="dim small">by gather; click one to open it in Tune</span>
        <span className="grow" />
        <span className="dim small">{formatFixed(top, 1)} %</span>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the buttons below open the gathers that stand out */}
      <svg
        className="removed-area"
        viewBox={`0 0 ${nColumns} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Energy removed, gathers ${form.startGather + 1} to ${form.endGather}, at most ${formatFixed(top, 1)} percent`}
        onClick={openAt}
      >
        <path d={barsOf(columns, top)} />
      </svg>
      <div className="row removed-named">
        <span className="mut">Most removed</span>
        {named.map((gather) => (
          <button key={gather} type="button" className="btn ghost" onClick={() => openGather(gather)}>
            {formatCount(gather + 1)} <span className="dim">{formatFixed(removed[gather]!, 1)} %</span>
          </button>
        ))}
      </div>
    </section>
  )
}

/** A bar from the least to the greatest of each column, at least as high as a line. */
function barsOf({ least, greatest }: StripColumns, top: number): string {
  const toY = (figure: number): number => Math.round(1000 - (960 * figure) / top) / 10
  return [...least.keys()]
    .filter((column) => !Number.isNaN(least[column]))
    .map((column) => {
      const [high, low] = [toY(greatest[column]!), toY(least[column]!)]
      return `M${column} ${high}h1V${Math.max(low, high + 3)}h-1z`
    })
    .join('')
}
