import type { ReactElement } from 'react'
import { timeTicks } from '../../app/panel-geometry.ts'
import { useGather } from '../context.ts'
import { usePanelRange } from './use-panel-range.ts'

const HALF_LINE_PX = 6

/** Time in ms, down; the labels are the same for all panels. */
export function TimeAxis({ height }: { readonly height: number }): ReactElement {
  const range = usePanelRange()
  const sampleIntervalMs = useGather((state) => state.sampleIntervalMs)
  const isDrawable = height > 0 && sampleIntervalMs > 0 && range.endSample > range.startSample
  const ticks = isDrawable ? timeTicks(range, sampleIntervalMs, height) : []
  return (
    <div className="time-axis" aria-hidden="true">
      {ticks.map(({ position, value, label }) => (
        <div
          key={value}
          className={label === null ? 'tick minor' : 'tick'}
          style={{ transform: `translateY(${position}px)` }}
        >
          {label !== null && isLabelInside(position, height) && (
            <span className={position < HALF_LINE_PX ? 'at-top' : undefined}>{label}</span>
          )}
        </div>
      ))}
    </div>
  )
}

/** A label that would be cut off at the upper edge hangs below it; at the lower edge it is left out. */
function isLabelInside(position: number, height: number): boolean {
  return position < height - HALF_LINE_PX
}
