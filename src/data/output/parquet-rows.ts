/** A Parquet file with its rows taken in a new order and some of its columns replaced, every column keeping its type. */
import {
  type Data,
  DataType,
  Field,
  Int64,
  makeBuilder,
  makeData,
  makeVector,
  Precision,
  RecordBatch,
  Schema,
  Struct,
  Table,
  type TypeMap,
  tableToIPC,
  type Vector,
} from 'apache-arrow'
import type { ReadableFolder } from '../../core/folder.ts'
import { openParquet } from '../parquet/parquet-table.ts'
import { guardPanics, loadParquetModule } from '../parquet/wasm-module.ts'

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
  const { start, end } = spanOf(rows)
  const table = await readTable(folder, path, start, end)
  const local = rows.map((row) => row - start)
  const replaced = newColumns(table, local)
  const columns = new Map<string, Vector>()
  for (const field of table.schema.fields) {
    const values = replaced[field.name]
    const column = table.getChild(field.name)!
    columns.set(field.name, values === undefined ? takeRows(column, local) : numbersAs(field.type, values))
  }
  for (const [name, values] of Object.entries(replaced)) {
    if (!columns.has(name)) columns.set(name, makeVector(BigInt64Array.from(values, BigInt)))
  }
  return writeTable(columns, table.schema, rows.length)
}

/** A new table of columns by name: int64 where all are whole numbers, float64 otherwise. */
export async function writeNumbers(
  columns: Readonly<Record<string, Float64Array<ArrayBuffer>>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const vectors = Object.entries(columns).map(([name, values]): [string, Vector] => [
    name,
    makeVector(values.every(Number.isSafeInteger) ? BigInt64Array.from(values, BigInt) : values),
  ])
  const nRows = Object.values(columns)[0]?.length ?? 0
  return writeTable(new Map(vectors), new Schema<TypeMap>([]), nRows)
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

async function readTable(folder: ReadableFolder, path: string, start: number, end: number): Promise<Table> {
  const file = await openParquet(folder, path)
  try {
    return await file.readTable({ start, end })
  } finally {
    file.close()
  }
}

async function writeTable(columns: ReadonlyMap<string, Vector>, like: Schema, nRows: number) {
  const fields = [...columns].map(([name, column]) => {
    const known = like.fields.find((field) => field.name === name)
    return new Field(name, column.type, known?.nullable ?? false, known?.metadata)
  })
  const schema = new Schema<TypeMap>(fields, like.metadata)
  const children = [...columns.values()].map((column) => oneData(column))
  const data = makeData({ type: new Struct<TypeMap>(fields), length: nRows, nullCount: 0, children })
  const ipc = tableToIPC(new Table(schema, new RecordBatch(schema, data)), 'stream')
  const module = await loadParquetModule()
  return guardPanics(async () => {
    const properties = new module.WriterPropertiesBuilder()
      .setCompression(module.Compression.SNAPPY)
      .setMaxRowGroupSize(ROW_GROUP_ROWS)
      .build()
    return new Uint8Array(module.writeParquet(module.Table.fromIPCStream(ipc), properties))
  })
}

function oneData(column: Vector): Data {
  const [data] = column.data
  return column.data.length === 1 && data !== undefined ? data : vectorOf(column, column.type).data[0]!
}

/** Rows of a column in a new order: by their stored values where these are plain numbers, one by one otherwise. */
function takeRows(column: Vector, rows: Uint32Array): Vector {
  if (!hasPlainValues(column)) {
    return vectorOf(valuesAt(column, rows), column.type)
  }
  const all = concatenate(column)
  const values = all.slice(0, 0).constructor as new (length: number) => PlainValues
  const taken = new values(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = all[rows[i]!] as never
  return makeVector(makeData({ type: column.type, length: rows.length, nullCount: 0, data: taken } as never) as Data)
}

function* valuesAt(column: Vector, rows: Uint32Array): Generator<unknown> {
  for (const row of rows) yield column.get(row)
}

/** As arrow's vectorFromArray, which compiles its test for null from text: the policy of the page forbids that. */
function vectorOf(values: Iterable<unknown>, type: DataType): Vector {
  const builder = makeBuilder({ type, nullValues: [] })
  let index = 0
  for (const value of values) {
    if (value === null) builder.setValid(index, false)
    else builder.set(index, value)
    index++
  }
  return builder.finish().toVector()
}

type PlainValues = Exclude<ArrayBufferView & ArrayLike<number | bigint>, DataView> & {
  slice(start: number, end: number): PlainValues
  set(values: PlainValues, offset: number): void
  subarray(start: number, end: number): PlainValues
  [index: number]: number | bigint
}

function hasPlainValues(column: Vector): boolean {
  const { type } = column
  if (column.nullCount > 0) return false
  return DataType.isInt(type) || DataType.isFloat(type) || DataType.isTimestamp(type) || DataType.isDate(type)
}

function concatenate(column: Vector): PlainValues {
  const parts = column.data.map((data) => (data.values as PlainValues).subarray(0, data.length * data.stride))
  const first = parts[0] ?? (new Float64Array(0) as unknown as PlainValues)
  const values = first.constructor as new (length: number) => PlainValues
  const all = new values(column.length)
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

/** Whole numbers as a column of a type, or as int64 where that type cannot hold them all. */
function numbersAs(type: DataType, values: Float64Array): Vector {
  const isNumeric = DataType.isInt(type) || (DataType.isFloat(type) && type.precision !== Precision.HALF)
  const target = isNumeric ? type : new Int64()
  const array = target.ArrayType as new (length: number) => PlainValues
  const data = new array(values.length)
  const isWide = DataType.isInt(target) && target.bitWidth === 64
  for (let i = 0; i < values.length; i++) {
    data[i] = isWide ? BigInt(values[i]!) : values[i]!
    if (!isWide && data[i] !== values[i]) return numbersAs(new Int64(), values)
  }
  return makeVector(makeData({ type: target, length: values.length, nullCount: 0, data } as never) as Data)
}

/** A column of whole numbers, over the rows given; null where it is not there or holds anything else. */
export function wholeNumbersOf(table: Table, name: string, rows: Uint32Array): Float64Array<ArrayBuffer> | null {
  const column = table.getChild(name)
  if (column === null) return null
  const numbers = Float64Array.from(rows, (row) => Number(column.get(row) ?? Number.NaN))
  return numbers.every(Number.isSafeInteger) ? numbers : null
}
