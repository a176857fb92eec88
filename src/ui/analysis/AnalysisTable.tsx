import type { ReactElement } from 'react'
import { ChartTable } from '../tables/DataTable.tsx'

export interface TableOfText {
  readonly heads: readonly string[]
  /** The first cell of a row tells it from the others. */
  readonly rows: readonly (readonly string[])[]
}

/** A plot as a table. */
export function AnalysisTable({ label, table }: { readonly label: string; readonly table: TableOfText }): ReactElement {
  const { heads, rows } = table
  return (
    <ChartTable
      caption={label}
      className="plot"
      columns={heads.map((name) => ({ name, kind: 'number' }))}
      rows={rows.map((cells) => ({ key: cells[0] ?? '', cells }))}
    />
  )
}
