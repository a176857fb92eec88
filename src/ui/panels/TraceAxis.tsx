import type { ReactElement } from 'react'
import { headerTicks, traceTicks } from '../../app/panel-geometry.ts'
import { useActions, useGather, useView } from '../context.ts'
import { Menu, type MenuItem } from '../shell/Menu.tsx'
import { useNoPlacesSentence } from './spacing-words.ts'
import { usePanelRange, useTracePlaces } from './use-panel-range.ts'

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

/** What stands at the trace axis; with a header on the strip a menu of it, and of how the traces are spaced. */
export function TraceAxisName(): ReactElement {
  const actions = useActions()
  const name = useGather((state) => state.headerName)
  const isOfHeader = useView((state) => state.traceAxis === 'header')
  const isTrue = useTracePlaces() !== null
  const whyNot = useNoPlacesSentence()
  const isRead = useGather((state) => state.headerValues !== null)
  if (name === null) return <div className="axis-name">trace</div>
  const items: MenuItem[] = [
    {
      text: 'Trace number',
      choice: { kind: 'radio', isOn: !isOfHeader },
      onSelect: () => actions.setTraceAxis('number'),
    },
    { text: name, choice: { kind: 'radio', isOn: isOfHeader }, onSelect: () => actions.setTraceAxis('header') },
    {
      text: 'True spacing',
      choice: { kind: 'checkbox', isOn: isTrue },
      isDisabled: whyNot !== null || !isRead,
      title: whyNot ?? (isRead ? `Traces where ${name} puts them; gaps stay empty` : `${name} is being read.`),
      onSelect: () => actions.setTrueSpacing(!isTrue),
    },
  ]
  return (
    <Menu
      className="axis-name"
      label={`Trace axis: ${isOfHeader ? name : 'trace number'}${isTrue ? ', true spacing' : ''}`}
      button={<span>{isOfHeader ? name : 'trace'}</span>}
      items={items}
    />
  )
}

function isLabelInside(position: number, width: number): boolean {
  return position > 12 && position < width - 12
}
