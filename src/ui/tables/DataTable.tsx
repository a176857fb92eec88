import type { ReactElement, ReactNode } from 'react'

export interface Column {
  readonly name: string
  /** Numbers stand to the right. */
  readonly kind: 'number' | 'text' | 'action'
}

export interface Row {
  readonly key: string | number
  /** One a column. */
  readonly cells: readonly ReactNode[]
}

interface DataTableProps {
  readonly caption?: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Of which there are more than are shown; said below. */
  readonly more?: string
  readonly tableClass?: string
}

const CLASSES: Readonly<Record<Column['kind'], string>> = {
  number: 'right',
  text: 'text',
  action: 'right action',
}

/** Rows under named columns. */
export function DataTable({ caption, columns, rows, more = '', tableClass = '' }: DataTableProps): ReactElement {
  return (
    <>
      <table className={`data-table ${tableClass}`}>
        {caption !== undefined && <caption className="visually-hidden">{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ name, kind }) => (
              <th key={name} scope="col" className={CLASSES[kind]}>
                {kind === 'action' ? <span className="visually-hidden">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) => (
                <td key={columns[i]?.name} className={CLASSES[columns[i]?.kind ?? 'text']}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more !== '' && <p className="dim small">{more}</p>}
    </>
  )
}

interface ChartTableProps extends DataTableProps {
  readonly caption: string
  /** What it has of the chart: its place. */
  readonly className?: string
}

/** What a chart shows, in its place. */
export function ChartTable({ className = '', ...table }: ChartTableProps): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={`chart-table ${className}`} tabIndex={0} aria-label={table.caption}>
      <DataTable {...table} />
    </section>
  )
}
