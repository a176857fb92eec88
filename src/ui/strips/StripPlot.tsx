import { type MouseEvent, type ReactElement, useMemo } from 'react'
import { gapsOf, type Run, type StripColumns, stripColumns } from './strip-columns.ts'

interface StripPlotProps {
  /** Left out where what lies over the plot has a name. */
  readonly label?: string
  readonly colour: 'noise' | 'leakage' | 'level'
  readonly figures: Float32Array
  readonly range: { readonly startGather: number; readonly endGather: number }
  readonly nColumns: number
  /** The greatest figure that has room; what is greater is drawn there. */
  readonly top: number
  /** Drawn as a line where it has room. */
  readonly limit: number | null
  /** Gathers to mark with a triangle. */
  readonly marks: readonly number[]
  onOpen?(gather: number): void
}

/**
 * A figure by gather: least to greatest of each column, their means, a dotted line where there is none, a limit, and
 * triangles at some gathers.
 */
export function StripPlot(props: StripPlotProps): ReactElement {
  const { label, colour, figures, range, nColumns, top, limit, marks, onOpen } = props
  const { startGather, endGather } = range
  const nGathers = endGather - startGather
  const { bars, means, gaps } = useMemo(() => {
    const columns = stripColumns(figures, { startGather, endGather }, nColumns)
    return { bars: barsOf(columns, top), means: meansOf(columns, top), gaps: linesOf(gapsOf(columns)) }
  }, [figures, startGather, endGather, nColumns, top])
  const openAt = ({ clientX, currentTarget }: MouseEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = Math.min(1 - Number.EPSILON, Math.max(0, (clientX - left) / width))
    onOpen?.(startGather + Math.floor(share * nGathers))
  }
  return (
    <div className="strip-plot">
      <svg
        className={`strip-area ${colour}`}
        viewBox={`0 0 ${nColumns} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        aria-hidden={label === undefined}
        onClick={onOpen && openAt}
      >
        <path className="strip-bars" d={bars} />
        <path className="strip-mean" d={means} />
        <path className="strip-gap" d={gaps} />
        {limit !== null && limit < top && (
          <line className="strip-limit" x1="0" x2={nColumns} y1={toY(limit, top)} y2={toY(limit, top)} />
        )}
      </svg>
      {marks.map((gather) => (
        <i
          key={gather}
          className="strip-mark"
          style={{
            left: `${(100 * (gather - startGather + 0.5)) / nGathers}%`,
            top: `${toY(figures[gather] ?? 0, top)}%`,
          }}
        />
      ))}
    </div>
  )
}

/** In percent of the height, from above; some is left for the marks. */
function toY(figure: number, top: number): number {
  return top > 0 ? Math.round(1000 - (820 * Math.min(figure, top)) / top) / 10 : 100
}

/** A bar from the least to the greatest of each column, at least as high as a line. */
function barsOf({ least, greatest }: StripColumns, top: number): string {
  return [...least.keys()]
    .filter((column) => !Number.isNaN(least[column]))
    .map((column) => {
      const [high, low] = [toY(greatest[column]!, top), toY(least[column]!, top)]
      return `M${column} ${high}h1V${Math.max(low, high + 1)}h-1z`
    })
    .join('')
}

function meansOf({ mean }: StripColumns, top: number): string {
  return [...mean.keys()]
    .filter((column) => !Number.isNaN(mean[column]))
    .map((column) => {
      const isStart = column === 0 || Number.isNaN(mean[column - 1])
      return `${isStart ? 'M' : 'L'}${column} ${toY(mean[column]!, top)}h1`
    })
    .join('')
}

function linesOf(gaps: readonly Run[]): string {
  return gaps.map(([start, end]) => `M${start} 60H${end}`).join('')
}
