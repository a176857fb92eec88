import {
  type Batch,
  batchType,
  Column,
  type DataType,
  type Field,
  float32,
  float64,
  int64,
  Table,
  tableToIPC,
} from '@uwdata/flechette'
import { guardPanics, loadParquetModule } from './wasm-module.ts'

/** What a table is made of: columns of as many rows, each in one batch. */
export interface TableParts {
  readonly fields: readonly Field[]
  readonly columns: readonly Column<unknown>[]
  readonly metadata?: Map<string, string> | null
}

/** The values of a column without nulls that is made here. */
export type PlainValues = BigInt64Array | Float32Array | Float64Array

/** Buffers of a batch as Arrow lays them out for its type. */
export interface StoredBuffers {
  readonly nullCount?: number
  readonly validity?: Uint8Array
  readonly values?: ArrayBufferView
  readonly offsets?: Int32Array | BigInt64Array
  readonly children?: readonly Batch<unknown>[]
  readonly dictionary?: Column<unknown>
}

/** The bytes of a Parquet file (Snappy). */
export async function writeParquetTable(parts: TableParts, rowGroupRows: number): Promise<Uint8Array<ArrayBuffer>> {
  const { fields, columns, metadata = null } = parts
  const ipc = tableToIPC(new Table({ fields: [...fields], metadata }, [...columns]), { format: 'stream' })!
  const module = await loadParquetModule()
  return guardPanics(async () => {
    const properties = new module.WriterPropertiesBuilder()
      .setCompression(module.Compression.SNAPPY)
      .setMaxRowGroupSize(rowGroupRows)
      .build()
    return new Uint8Array(module.writeParquet(module.Table.fromIPCStream(ipc), properties))
  })
}

/** A new table of columns by name, each in the type of its array. */
export function writeColumns(
  columns: Readonly<Record<string, PlainValues>>,
  rowGroupRows: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const made = Object.values(columns).map((values) => plainColumn(typeOf(values), values))
  const fields = Object.keys(columns).map((name, i) => plainField(name, made[i]!.type))
  return writeParquetTable({ fields, columns: made }, rowGroupRows)
}

export function plainField(name: string, type: DataType): Field {
  return { name, type, nullable: false, metadata: new Map() }
}

/** Values as they are stored as a column without nulls. */
export function plainColumn(type: DataType, values: ArrayBufferView & { readonly length: number }): Column<unknown> {
  return storedColumn(type, values.length, { values })
}

/** A column of one batch by its buffers; where no `validity` is given there are no nulls. */
export function storedColumn(type: DataType, length: number, buffers: StoredBuffers): Column<unknown> {
  const StoredBatch = batchType(type, { useBigInt: true })
  const batch = new StoredBatch({ type, length, nullCount: 0, validity: new Uint8Array(0), ...buffers })
  if (buffers.dictionary !== undefined) batch.setDictionary(buffers.dictionary)
  return new Column([batch], type)
}

function typeOf(values: PlainValues): DataType {
  if (values instanceof BigInt64Array) return int64()
  return values instanceof Float32Array ? float32() : float64()
}
