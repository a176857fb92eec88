import type { ReactElement } from 'react'
import type { ChartName } from '../../state/view.ts'
import { useActions, useView } from '../context.ts'

interface TableButtonProps {
  readonly chart: ChartName
  /** Tells it from other such buttons of the page. */
  readonly of?: string
}

export function useIsTable(chart: ChartName): boolean {
  return useView((state) => state.tables.includes(chart))
}

/** Turns a chart into a table and back; the choice holds for all datasets. */
export function TableButton({ chart, of }: TableButtonProps): ReactElement {
  const actions = useActions()
  const isTable = useIsTable(chart)
  const text = isTable ? 'Show as plot' : 'Show as table'
  return (
    <button
      type="button"
      className="btn ghost small screen-only"
      aria-label={of === undefined ? undefined : `${text}: ${of}`}
      onClick={() => actions.toggleTable(chart)}
    >
      {text}
    </button>
  )
}
