import type { ReactElement } from 'react'
import { headerTicks, traceTicks } from '../../app/panel-geometry.ts'
import { useActions, useGather, useView } from '../context.ts'
import { usePanelRange } from './use-panel-range.ts'

/** Numbers of the traces in the gather, from 1, or what the header on the strip says of them. */
export function TraceAxis({ width }: { readonly width: number }): ReactElement {
  const range = usePanelRange()
  const values = useGather((state) => state.headerValues)
  const isOfHeader = useView((state) => state.traceAxis === 'header') && values !== null
  const isDrawable = width > 0 && range.endTrace > range.startTrace
  const ticks = !isDrawable ? [] : isOfHeader ? headerTicks(range, width, values) : traceTicks(range, width)
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

/** What stands at the trace axis; with a header on the strip a button to the other of the two. */
export function TraceAxisName(): ReactElement {
  const actions = useActions()
  const name = useGather((state) => state.headerName)
  const isOfHeader = useView((state) => state.traceAxis === 'header')
  if (name === null) return <div className="axis-name">trace</div>
  const [shown, other] = isOfHeader ? [name, 'trace number'] : ['trace', name]
  return (
    <button
      type="button"
      className="axis-name"
      aria-label={`Trace axis: ${isOfHeader ? name : 'trace number'}`}
      title={`Trace axis: ${isOfHeader ? name : 'trace number'}. Click for ${other}; traces stay evenly spaced.`}
      onClick={() => actions.setTraceAxis(isOfHeader ? 'number' : 'header')}
    >
      <span>{shown}</span>
    </button>
  )
}

function isLabelInside(position: number, width: number): boolean {
  return position > 12 && position < width - 12
}
