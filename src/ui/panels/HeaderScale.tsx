import type { ReactElement } from 'react'
import { useActions, useGather, useSession } from '../context.ts'
import { formatCount, formatFigure } from '../format.ts'
import { maximum, minimum } from './HeaderStrip.tsx'

const NO_NAMES: readonly string[] = []

/** The cell left of the header strips: the scale, and which header they show. */
export function HeaderScale(): ReactElement {
  const actions = useActions()
  const names = useSession((state) => state.dataset?.headerNames ?? NO_NAMES)
  const shown = useGather((state) => state.headerName)
  const values = useGather((state) => state.headerValues)
  const finite = values?.filter((value) => Number.isFinite(value))
  const hasScale = finite !== undefined && finite.length > 0
  return (
    <div className="header-scale">
      <span>{hasScale && formatHeader(maximum(finite))}</span>
      {names.length > 0 && (
        <select
          aria-label="Header shown above the panels"
          title="Header shown above the panels"
          value={shown ?? ''}
          onChange={(event) => actions.setHeaderShown(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">none</option>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <span>{hasScale && formatHeader(minimum(finite))}</span>
    </div>
  )
}

export function formatHeader(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatFigure(value)
}
