import type { TraceSpan } from '../core/dataset.ts'
import { SeisError } from '../core/errors.ts'
import type { FolderOptions } from '../core/folder.ts'
import type { NumericColumn } from './parquet/column-builder.ts'
import type { ParquetTable } from './parquet/parquet-table.ts'

/** What the blocks of columns may hold: one float64 column of 22 million rows, and room to spare. */
const LIMIT_BYTES = 256 * 2 ** 20

/** Longer spans are read once (to find gathers, to export) and would only push the others out. */
const LONGEST_KEPT_ROWS = 2 ** 22

/**
 * Columns of `headers.parquet`, kept by row group as typed arrays under a limit in bytes, so that stepping through
 * gathers does not decode a row group again for each.
 */
export class HeaderTable {
  private readonly table: ParquetTable
  private readonly blocks = new Map<string, NumericColumn>()
  private heldBytes = 0

  constructor(table: ParquetTable) {
    this.table = table
  }

  /** Rows [startTrace, endTrace) of one column, as a new float64 array. Throws bad-input for rows that the file lacks. */
  async read(name: string, span: TraceSpan, options: FolderOptions): Promise<Float64Array<ArrayBuffer>> {
    const { nRows } = this.table
    if (span.endTrace > nRows)
      throw new SeisError(
        'bad-input',
        `No header rows for traces ${Math.max(nRows, span.startTrace)} to ${span.endTrace - 1}`,
        {
          where: 'headers.parquet',
          todo: 'restore the headers: one row a trace',
          fields: { header: name, found: nRows, expected: span.endTrace },
        },
      )
    const values = new Float64Array(span.endTrace - span.startTrace)
    const isKept = values.length <= LONGEST_KEPT_ROWS
    for (const [index, group] of this.table.rowGroups.entries()) {
      const start = Math.max(group.start, span.startTrace)
      const end = Math.min(group.end, span.endTrace)
      if (start >= end) continue
      const block = await this.block(name, index, isKept, options)
      values.set(block.subarray(start - group.start, end - group.start), start - span.startTrace)
    }
    return values
  }

  close(): void {
    this.blocks.clear()
    this.table.close()
  }

  private async block(name: string, group: number, isKept: boolean, options: FolderOptions): Promise<NumericColumn> {
    const key = `${group}/${name}`
    const held = this.blocks.get(key)
    if (held !== undefined) {
      this.blocks.delete(key)
      this.blocks.set(key, held)
      return held
    }
    const rows = this.table.rowGroups[group]!
    const { [name]: values } = await this.table.readColumns([name], { ...options, rows })
    if (isKept) this.keep(key, values!)
    return values!
  }

  private keep(key: string, values: NumericColumn): void {
    if (this.blocks.has(key)) return
    this.blocks.set(key, values)
    this.heldBytes += values.byteLength
    for (const [oldest, block] of this.blocks) {
      if (this.heldBytes <= LIMIT_BYTES) break
      this.blocks.delete(oldest)
      this.heldBytes -= block.byteLength
    }
  }
}
