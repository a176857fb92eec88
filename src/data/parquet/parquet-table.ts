import { Column, type ExtractionOptions, Table, tableFromIPC } from '@uwdata/flechette'
import type { ParquetFile } from 'parquet-wasm/esm'
import { isSeisError, SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { ColumnBuilder, type ColumnType, columnTypeOf, type NumericColumn } from './column-builder.ts'
import { FolderBlob } from './folder-blob.ts'
import { guardPanics, loadParquetModule } from './wasm-module.ts'

export interface ParquetColumn {
  readonly name: string
  readonly type: ColumnType
}

/** Rows [start, end). */
export interface RowSpan {
  readonly start: number
  readonly end: number
}

export interface ReadColumnsOptions extends FolderOptions {
  readonly rows?: RowSpan
}

export interface TableSpan {
  readonly table: Table
  /** The row of the file that the table begins with. */
  readonly start: number
}

export interface ParquetTable {
  readonly nRows: number
  readonly columns: readonly ParquetColumn[]
  /** Spans of the row groups, in order: reading any row of a group may read its whole column. */
  readonly rowGroups: readonly RowSpan[]
  /** The named numeric columns over a span of rows (all by default). Throws bad-input for a column that is not there. */
  readColumns(names: readonly string[], options?: ReadColumnsOptions): Promise<Record<string, NumericColumn>>
  /** All columns, in the types of the file, over a span of rows and what was decoded with it. */
  readTable(rows: RowSpan, options?: FolderOptions): Promise<TableSpan>
  /** Bytes read from the folder so far. */
  bytesRead(): number
  close(): void
}

/** Rows beyond this are taken for a broken footer: 25 times the largest survey this program is made for. */
const MOST_ROWS = 2 ** 29
/** Rows decoded at once: bounds the memory of the wasm module. */
const BATCH_ROWS = 65_536
/** Values come as they are stored: as numbers, some would be rounded. */
const AS_STORED: ExtractionOptions = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true }

/** Is handed each batch that holds rows asked for, which of its rows these are, and its first row in the file. */
type TakeBatch = (batch: Table, wanted: RowSpan, firstRow: number) => void

/**
 * Opens a Parquet file by its footer; no row is read yet.
 * Throws not-found without the file, bad-input for one that is broken or no Parquet at all.
 */
export async function openParquet(
  folder: ReadableFolder,
  path: string,
  options: FolderOptions = {},
): Promise<ParquetTable> {
  const size = await folder.size(path, options)
  if (size === undefined) throw new SeisError('not-found', 'There is no such file', { where: path })
  const module = await loadParquetModule()
  const blob = new FolderBlob(folder, path, size)
  return await readingFrom(blob, path, options.signal, async () => {
    const file = await module.ParquetFile.fromFile(blob.asBlob())
    return new WasmParquetTable(file, blob, path)
  })
}

class WasmParquetTable implements ParquetTable {
  readonly nRows: number
  readonly columns: readonly ParquetColumn[]
  readonly rowGroups: readonly RowSpan[]
  private readonly file: ParquetFile
  private readonly blob: FolderBlob
  private readonly path: string

  constructor(file: ParquetFile, blob: FolderBlob, path: string) {
    this.file = file
    this.blob = blob
    this.path = path
    const metadata = file.metadata()
    this.rowGroups = spansOf(metadata.rowGroups().map((group) => group.numRows()))
    this.nRows = metadata.fileMetadata().numRows()
    const inGroups = this.rowGroups.at(-1)?.end ?? 0
    if (!(this.nRows >= 0) || this.nRows > MOST_ROWS || inGroups !== this.nRows)
      throw new SeisError('bad-input', `The footer claims ${this.nRows} rows, its row groups hold ${inGroups}`)
    const { fields } = this.readSchema()
    this.columns = fields.map((field) => ({ name: field.name, type: columnTypeOf(field) }))
  }

  async readColumns(
    names: readonly string[],
    options: ReadColumnsOptions = {},
  ): Promise<Record<string, NumericColumn>> {
    const rows = options.rows ?? { start: 0, end: this.nRows }
    const types = names.map((name) => this.typeOf(name))
    const builders = types.map((type) => new ColumnBuilder(type, rows.end - rows.start))
    const append: TakeBatch = (batch, { start, end }) => {
      for (const [i, name] of names.entries()) builders[i]!.append(batch.getChild(name), start, end)
    }
    if (names.length > 0) await this.stream({ columns: [...names] }, rows, append, options.signal)
    return Object.fromEntries(names.map((name, i) => [name, builders[i]!.values]))
  }

  async readTable(rows: RowSpan, options: FolderOptions = {}): Promise<TableSpan> {
    const parts: Table[] = []
    let start = rows.start
    const keep: TakeBatch = (batch, _, firstRow) => {
      if (parts.length === 0) start = firstRow
      parts.push(batch)
    }
    await this.stream({}, rows, keep, options.signal)
    const schema = this.readSchema()
    const columns = schema.fields.map(({ type }, i) => {
      const batches = parts.flatMap((part) => part.getChildAt(i).data)
      return new Column(batches, type)
    })
    return { table: new Table(schema, columns), start }
  }

  bytesRead(): number {
    return this.blob.bytesRead
  }

  close(): void {
    this.file.free()
  }

  private readSchema(): Table['schema'] {
    return tableFromIPC(this.file.schema().intoIPCStream()).schema
  }

  /** Hands the batches that hold the rows of a span to `take`, in order. */
  private async stream(
    selection: { readonly columns?: string[] },
    rows: RowSpan,
    take: TakeBatch,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (rows.start < 0 || rows.end > this.nRows || rows.start > rows.end)
      throw new SeisError('internal', `Rows ${rows.start} to ${rows.end} of ${this.nRows}`, { where: this.path })
    if (rows.start === rows.end) return
    const groups = this.rowGroups.flatMap((group, i) => (group.start < rows.end && group.end > rows.start ? [i] : []))
    await readingFrom(this.blob, this.path, signal, async () => {
      // Limit and offset of the reader count within each row group, so whole groups are read and cut here.
      const stream = await this.file.stream({ ...selection, rowGroups: groups, batchSize: BATCH_ROWS })
      const reader = stream.getReader()
      let row = this.rowGroups[groups[0]!]!.start
      while (row < rows.end) {
        throwIfAborted(signal)
        const { done, value } = await reader.read()
        if (done) break
        const batch = tableFromIPC(value.intoIPCStream(), AS_STORED)
        const end = row + batch.numRows
        if (end > rows.start) {
          const wanted = { start: Math.max(0, rows.start - row), end: Math.min(end, rows.end) - row }
          take(batch, wanted, row)
        }
        row = end
      }
      if (row < rows.end) throw new SeisError('bad-input', `Rows ${row} to ${rows.end} are missing`)
      await reader.cancel()
    })
  }

  private typeOf(name: string): ColumnType {
    const column = this.columns.find((candidate) => candidate.name === name)
    if (column !== undefined && column.type !== 'other') return column.type
    const known = this.columns.filter(({ type }) => type !== 'other').map((candidate) => candidate.name)
    throw new SeisError('bad-input', `${name} is ${column === undefined ? 'not a column' : 'not a numeric column'}`, {
      where: this.path,
      todo: `use one of ${known.join(', ')}`,
      fields: { file: this.path, column: name },
    })
  }
}

function spansOf(rowCounts: readonly number[]): readonly RowSpan[] {
  let start = 0
  return rowCounts.map((nRows) => {
    const span = { start, end: start + nRows }
    start = span.end
    return span
  })
}

/** Runs `task` on the wasm module; whatever goes wrong becomes an error that names the file. */
async function readingFrom<Result>(
  blob: FolderBlob,
  path: string,
  signal: AbortSignal | undefined,
  task: () => Promise<Result>,
): Promise<Result> {
  try {
    return await guardPanics(() => {
      throwIfAborted(signal)
      blob.signal = signal
      blob.failure = undefined
      return task()
    })
  } catch (error) {
    throw describeFailure(blob.failure ?? error, path)
  }
}

function describeFailure(error: unknown, path: string): SeisError {
  if (isSeisError(error) && error.code !== 'bad-input') return error
  const found = error instanceof WebAssembly.RuntimeError ? 'its pages contradict its footer' : textOf(error)
  return new SeisError('bad-input', `Not a readable Parquet file: ${found}`, {
    where: path,
    todo: 'write or copy the file again',
    fields: { file: path, found },
    cause: error,
  })
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/^(External|Parquet error|Arrow): /, '').slice(0, 300)
}
