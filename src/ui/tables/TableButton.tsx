import type { ReactElement } from 'react'
import type { ChartName } from '../../state/view.ts'
import { useActions, useView } from '../context.ts'

export function useIsTable(chart: ChartName): boolean {
  return useView((state) => state.tables.includes(chart))
}

/** Turns a chart into a table and back; the choice holds for all datasets. */
export function TableButton({ chart }: { readonly chart: ChartName }): ReactElement {
  const actions = useActions()
  const isTable = useIsTable(chart)
  return (
    <button type="button" className="btn ghost small" onClick={() => actions.toggleTable(chart)}>
      {isTable ? 'Show as plot' : 'Show as table'}
    </button>
  )
}
