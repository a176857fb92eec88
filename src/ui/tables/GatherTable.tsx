import type { ReactElement } from 'react'
import { formatCount, formatWords } from '../format.ts'
import { ChartTable, type Column, DataTable, type Row } from './DataTable.tsx'

export interface GatherRow {
  /** From 0. */
  readonly gather: number
  /** Why it is listed; empty for no reason of its own. */
  readonly reason: string
}

export interface GatherColumn {
  readonly name: string
  readonly kind?: 'text'
  text(gather: number): string
  /** Whether this is what the gather stands out by. */
  isFlagged?(row: GatherRow): boolean
}

interface GatherTableProps {
  readonly caption: string
  readonly rows: readonly GatherRow[]
  /** Between the number of the gather and the reason. */
  readonly columns: readonly GatherColumn[]
  /** Of more rows the first are shown, */
  readonly mostRows: number
  /** and the others are said to be here: "in the report". */
  readonly rest?: string
  /** Of a chart whose place it takes. */
  readonly className?: string
  /** The reasons are faults. */
  readonly isFault?: boolean
  /** In place of the plain number: a button, whose target is the whole row. */
  gatherCell?(gather: number): ReactElement
  onOpen?(gather: number): void
}

/** Gathers with their figures and what they are listed for, each with the way to it. */
export function GatherTable(props: GatherTableProps): ReactElement {
  const { caption, rows, columns, mostRows, rest = '', className, isFault = false, gatherCell, onOpen } = props
  const heads: readonly Column[] = [
    { name: 'Gather', kind: gatherCell ? 'text' : 'number' },
    ...columns.map(({ name, kind }): Column => ({ name, kind: kind ?? 'number' })),
    { name: 'Reason', kind: 'text' },
    ...(onOpen ? [{ name: 'Open', kind: 'action' as const }] : []),
  ]
  const tableRow = (row: GatherRow): Row => ({
    key: row.gather,
    cells: [
      gatherCell?.(row.gather) ?? formatCount(row.gather + 1),
      ...columns.map(({ name, text, isFlagged }) => (
        <span key={name} className={isFlagged?.(row) ? 'flagged' : undefined}>
          {text(row.gather)}
        </span>
      )),
      <span key="reason" className={isFault ? 'faulty' : 'mut'}>
        {formatWords(row.reason)}
      </span>,
      ...(onOpen ? [<OpenButton key="open" gather={row.gather} onOpen={onOpen} />] : []),
    ],
  })
  const hidden = rows.length - mostRows
  const table = {
    caption,
    tableClass: gatherCell ? 'gather-table pick-table' : 'gather-table',
    columns: heads,
    rows: rows.slice(0, mostRows).map(tableRow),
    more: hidden > 0 ? `${formatCount(hidden)} more${rest === '' ? '' : ` ${rest}`}.` : '',
  }
  return className === undefined ? <DataTable {...table} /> : <ChartTable {...table} className={className} />
}

function OpenButton({ gather, onOpen }: { readonly gather: number; onOpen(gather: number): void }): ReactElement {
  return (
    <button
      type="button"
      className="btn ghost"
      aria-label={`Open gather ${formatCount(gather + 1)}`}
      onClick={() => onOpen(gather)}
    >
      Open
    </button>
  )
}

/** Every gather that has a figure: those that stand out, in the order given, then the rest in theirs. */
export function outliersFirst(outliers: readonly GatherRow[], gathers: readonly number[]): readonly GatherRow[] {
  const known = new Set(outliers.map(({ gather }) => gather))
  const others = gathers.filter((gather) => !known.has(gather))
  return [...outliers, ...others.map((gather) => ({ gather, reason: '' }))]
}
