import type { ReactElement } from 'react'
import { traceTicks } from '../../app/panel-geometry.ts'
import { usePanelRange } from './use-panel-range.ts'

/** Numbers of the traces in the gather, from 1. */
export function TraceAxis({ width }: { readonly width: number }): ReactElement {
  const range = usePanelRange()
  const isDrawable = width > 0 && range.endTrace > range.startTrace
  const ticks = isDrawable ? traceTicks(range, width) : []
  return (
    <div className="trace-axis" aria-hidden="true">
      {ticks.map(({ position, value, label }) => (
        <div key={value} className="tick" style={{ transform: `translateX(${position}px)` }}>
          {isLabelInside(position, width) && <span>{label}</span>}
        </div>
      ))}
    </div>
  )
}

function isLabelInside(position: number, width: number): boolean {
  return position > 12 && position < width - 12
}
