/** A Parquet file with its rows taken in a new order and some of its columns replaced, every column keeping its type. */
import { type Column, type DataType, type Field, int64, Precision, type Table, Type } from '@uwdata/flechette'
import type { ReadableFolder } from '../../core/folder.ts'
import { columnTypeOf } from '../parquet/column-builder.ts'
import { openParquet, type TableSpan } from '../parquet/parquet-table.ts'
import { plainColumn, plainField, writeColumns, writeParquetTable } from '../parquet/write-table.ts'
import { takeRows } from './taken-rows.ts'

const ROW_GROUP_ROWS = 1 << 20

/** Columns by name; whole numbers, stored in the type of the column they replace, or int64 when they are new. */
export type NewColumns = (table: Table, rows: Uint32Array) => Readonly<Record<string, Float64Array>>

/** The bytes of `path` with row i being the file's row `rows[i]`. Throws bad-input by way of the reader. */
export async function takeParquetRows(
  folder: ReadableFolder,
  path: string,
  rows: Uint32Array,
  newColumns: NewColumns,
): Promise<Uint8Array<ArrayBuffer>> {
  const { table, start } = await readRows(folder, path, rows)
  const local = rows.map((row) => row - start)
  const replaced = newColumns(table, local)
  const known = table.schema.fields.map((field, i): readonly [Field, Column<unknown>] => {
    const values = replaced[field.name]
    const column = values === undefined ? takeRows(table.getChildAt(i), local) : numbersAs(field.type, values)
    return [{ ...field, type: column.type }, column]
  })
  const added = Object.entries(replaced)
    .filter(([name]) => !table.names.includes(name))
    .map(([name, values]): readonly [Field, Column<unknown>] => [plainField(name, int64()), wholeColumn(values)])
  const parts = [...known, ...added]
  const fields = parts.map(([field]) => field)
  const columns = parts.map(([, column]) => column)
  return writeParquetTable({ fields, columns, metadata: table.schema.metadata ?? null }, ROW_GROUP_ROWS)
}

/** A new table of columns by name: int64 where all are whole numbers, float64 otherwise. */
export async function writeNumbers(
  columns: Readonly<Record<string, Float64Array<ArrayBuffer>>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const stored = Object.entries(columns).map(([name, values]) => [
    name,
    values.every(Number.isSafeInteger) ? BigInt64Array.from(values, BigInt) : values,
  ])
  return writeColumns(Object.fromEntries(stored), ROW_GROUP_ROWS)
}

function spanOf(rows: Uint32Array): { start: number; end: number } {
  let start = rows[0] ?? 0
  let end = start
  for (const row of rows) {
    start = Math.min(start, row)
    end = Math.max(end, row + 1)
  }
  return { start, end }
}

async function readRows(folder: ReadableFolder, path: string, rows: Uint32Array): Promise<TableSpan> {
  const file = await openParquet(folder, path)
  try {
    return await file.readTable(spanOf(rows))
  } finally {
    file.close()
  }
}

/** Whole numbers as a column of a type, or as int64 where that type cannot hold them all. */
function numbersAs(type: DataType, values: Float64Array): Column<unknown> {
  const isNumeric = type.typeId === Type.Int || (type.typeId === Type.Float && type.precision !== Precision.HALF)
  if (!isNumeric) return wholeColumn(values)
  if (type.typeId === Type.Int && type.bitWidth === 64)
    return type.signed ? wholeColumn(values) : plainColumn(type, BigUint64Array.from(values, BigInt))
  const stored = (type.values as Float64ArrayConstructor).from(values)
  return stored.every((value, i) => value === values[i]) ? plainColumn(type, stored) : wholeColumn(values)
}

function wholeColumn(values: Float64Array): Column<unknown> {
  return plainColumn(int64(), BigInt64Array.from(values, BigInt))
}

/** A column of whole numbers, over the rows given; null where it is not there or holds anything else. */
export function wholeNumbersOf(table: Table, name: string, rows: Uint32Array): Float64Array<ArrayBuffer> | null {
  const field = table.schema.fields.find((candidate) => candidate.name === name)
  if (field === undefined || columnTypeOf(field) === 'other') return null
  const column = table.getChild(name)
  const numbers = Float64Array.from(rows, (row) => Number(column.at(row) ?? Number.NaN))
  return numbers.every(Number.isSafeInteger) ? numbers : null
}
