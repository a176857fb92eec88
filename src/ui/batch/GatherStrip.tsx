import { type MouseEvent, type ReactElement, useMemo } from 'react'
import { formatCount } from '../format.ts'
import { type StripColumns, stripColumns } from './strip-columns.ts'

const MOST_COLUMNS = 600
/** More triangles than these hide what they point at. */
const MOST_MARKS = 60

interface GatherStripProps {
  readonly name: string
  readonly colour: 'noise' | 'leakage'
  readonly figures: Float32Array
  readonly range: { readonly startGather: number; readonly endGather: number }
  /** The greatest figure that is to have room. */
  readonly top: number
  readonly format: (figure: number) => string
  /** Drawn as a line where it has room. */
  readonly limit?: number
  readonly outliers?: readonly number[]
  onOpen?(gather: number): void
}

/** One figure of each gather, in gather order: least to greatest of each column, a limit, and triangles at outliers. */
export function GatherStrip(props: GatherStripProps): ReactElement {
  const { name, colour, figures, range, top, format, limit, outliers = [], onOpen } = props
  const { startGather, endGather } = range
  const nGathers = endGather - startGather
  const nColumns = Math.min(MOST_COLUMNS, nGathers)
  const bars = useMemo(
    () => barsOf(stripColumns(figures, { startGather, endGather }, nColumns), top),
    [figures, startGather, endGather, nColumns, top],
  )
  const openAt = ({ clientX, currentTarget }: MouseEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = Math.min(1 - Number.EPSILON, Math.max(0, (clientX - left) / width))
    onOpen?.(startGather + Math.floor(share * nGathers))
  }
  return (
    <div className="gather-strip">
      <div className="strip-scale small dim">
        <span>{format(top)}</span>
        <span>0</span>
      </div>
      <div className="strip-plot">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list of outliers opens the gathers that stand out */}
        <svg
          className={`strip-area ${colour}`}
          viewBox={`0 0 ${nColumns} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${name}, gathers ${startGather + 1} to ${endGather}, up to ${format(top)}`}
          onClick={onOpen && openAt}
        >
          <path d={bars} />
          {limit !== undefined && limit < top && (
            <line className="strip-limit" x1="0" x2={nColumns} y1={toY(limit, top)} y2={toY(limit, top)} />
          )}
        </svg>
        {outliers.slice(0, MOST_MARKS).map((gather) => (
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
      <div className="strip-axis small dim">
        <span>{formatCount(startGather + 1)}</span>
        <span>gather</span>
        <span>{formatCount(endGather)}</span>
      </div>
    </div>
  )
}

/** The greatest figure, at least `least`; 0 where there is none. */
export function greatestOf(figures: Float32Array, least: number): number {
  let greatest = Number.NEGATIVE_INFINITY
  for (const figure of figures) if (figure > greatest) greatest = figure
  return greatest === Number.NEGATIVE_INFINITY ? 0 : Math.max(least, greatest)
}

/** In percent of the height, from above; some is left for the marks. */
function toY(figure: number, top: number): number {
  return Math.round(1000 - (820 * figure) / top) / 10
}

/** A bar from the least to the greatest of each column, at least as high as a line. */
function barsOf({ least, greatest }: StripColumns, top: number): string {
  return [...least.keys()]
    .filter((column) => !Number.isNaN(least[column]))
    .map((column) => {
      const [high, low] = [toY(greatest[column]!, top), toY(least[column]!, top)]
      return `M${column} ${high}h1V${Math.max(low, high + 3)}h-1z`
    })
    .join('')
}
