import type { ReactElement } from 'react'
import { formatCount } from '../format.ts'
import { StripPlot } from '../strips/StripPlot.tsx'

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

/** One figure of each gather, in gather order, with its scale and its axis. */
export function GatherStrip(props: GatherStripProps): ReactElement {
  const { name, colour, figures, range, top, format, limit = null, outliers = [], onOpen } = props
  const { startGather, endGather } = range
  return (
    <div className="gather-strip">
      <div className="strip-scale small dim">
        <span>{format(top)}</span>
        <span>0</span>
      </div>
      <StripPlot
        label={`${name}, gathers ${startGather + 1} to ${endGather}, up to ${format(top)}`}
        colour={colour}
        figures={figures}
        range={range}
        nColumns={Math.min(MOST_COLUMNS, endGather - startGather)}
        top={top}
        limit={limit}
        marks={outliers.slice(0, MOST_MARKS)}
        {...(onOpen && { onOpen })}
      />
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
