import type { GatherIndex, Problem } from '../core/dataset.ts'
import { isSeisError, SeisError } from '../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../core/folder.ts'
import { type FoundHeaders, unreadableHeaders } from './dataset-headers.ts'
import { indexFromColumns, indexFromHeader, indexFromSize, wholeIndex } from './gather-index.ts'
import { findHeader } from './header-aliases.ts'
import { validateIndex } from './index-validation.ts'
import { openParquet } from './parquet/parquet-table.ts'
import type { TraceArray } from './zarr/trace-array.ts'

/** How traces make gathers where no index says so: a change in a header, so many traces, or all of them. */
export type GathersBy = { readonly header: string } | { readonly size: number } | 'whole'

export interface FoundGathers {
  readonly gathers: GatherIndex
  readonly problems: readonly Problem[]
}

const INDEX_PATH = 'ensemble_index.parquet'
/** Headers that gathers are made by when neither an index nor the user says how. */
const GATHER_HEADERS = ['field_record', 'cdp', 'energy_source_point']
/** A whole array up to this size is one gather when nothing else is known. */
const WHOLE_BYTES = 256 * 2 ** 20
/** Gathers that are counted out, not read from a file: an array's claimed size must not fill the memory. */
const MOST_GATHERS = 2 ** 22

/**
 * The gathers of a dataset: as asked for; else from `ensemble_index.parquet`; else by the first of field_record, cdp
 * and energy_source_point among the headers; else all traces as one gather up to 256 MiB, or one gather a chunk.
 * Throws bad-input when `gathersBy` cannot be done; a broken index file becomes a problem.
 */
export async function findGathers(
  folder: ReadableFolder,
  array: TraceArray,
  headers: FoundHeaders,
  gathersBy: GathersBy | undefined,
  options: FolderOptions,
): Promise<FoundGathers> {
  if (gathersBy !== undefined) return { gathers: await gathersAs(gathersBy, array, headers, options), problems: [] }
  try {
    const indexed = await readIndex(folder, array.nTraces, options)
    if (indexed !== undefined) return indexed
  } catch (error) {
    if (!isSeisError(error, 'bad-input')) throw error
    const problem = {
      severity: 'error',
      fault: 'index-unreadable',
      where: INDEX_PATH,
      found: error.message,
      expected: 'a Parquet table with start_trace and end_trace, one row a gather',
    } as const
    return { gathers: anyGathers(array), problems: [problem] }
  }
  return await guessGathers(array, headers, options)
}

async function readIndex(
  folder: ReadableFolder,
  nTraces: number,
  options: FolderOptions,
): Promise<FoundGathers | undefined> {
  if ((await folder.size(INDEX_PATH, options)) === undefined) return undefined
  const table = await openParquet(folder, INDEX_PATH, options)
  try {
    const names = table.columns.filter(({ type }) => type !== 'other').map(({ name }) => name)
    for (const name of ['start_trace', 'end_trace'])
      if (!names.includes(name)) throw new SeisError('bad-input', `No numeric column ${name} among ${names.join(', ')}`)
    const columns = await table.readColumns(names, options)
    const problems = validateIndex(columns, nTraces, INDEX_PATH)
    const isEmpty = table.nRows === 0 && nTraces > 0
    return { gathers: indexFromColumns(columns, nTraces), problems: isEmpty ? [emptyIndex(nTraces)] : problems }
  } finally {
    table.close()
  }
}

function emptyIndex(nTraces: number): Problem {
  return {
    severity: 'error',
    fault: 'index-gap',
    where: INDEX_PATH,
    found: '0 rows',
    expected: `gathers that hold the ${nTraces} traces`,
  }
}

async function gathersAs(
  by: GathersBy,
  array: TraceArray,
  headers: FoundHeaders,
  options: FolderOptions,
): Promise<GatherIndex> {
  if (by === 'whole') return wholeIndex(array.nTraces)
  if ('size' in by) {
    const smallest = Math.max(1, Math.ceil(array.nTraces / MOST_GATHERS))
    if (Number.isInteger(by.size) && by.size >= smallest) return indexFromSize(by.size, array.nTraces)
    throw new SeisError('bad-input', `Gathers of ${by.size} traces`, {
      todo: `give a whole number from ${smallest} on`,
    })
  }
  const name = findHeader(headers.names, by.header)
  if (name === undefined || headers.table === null)
    throw new SeisError('bad-input', `There is no header ${by.header} to make gathers by`, {
      where: 'headers.parquet',
      todo: headers.names.length === 0 ? 'give a size instead' : `use one of ${headers.names.join(', ')}`,
    })
  if (headers.nRows !== array.nTraces)
    throw new SeisError('bad-input', `${headers.nRows} header rows, ${array.nTraces} traces`, {
      where: 'headers.parquet',
      todo: 'give a size instead, or restore the headers',
    })
  const values = await headers.table.read(name, { startTrace: 0, endTrace: array.nTraces }, options)
  return indexFromHeader(name, values)
}

async function guessGathers(array: TraceArray, headers: FoundHeaders, options: FolderOptions): Promise<FoundGathers> {
  const header = GATHER_HEADERS.map((name) => findHeader(headers.names, name)).find((name) => name !== undefined)
  const canUse = header !== undefined && headers.nRows === array.nTraces
  try {
    const gathers = canUse ? await gathersAs({ header }, array, headers, options) : anyGathers(array)
    return { gathers, problems: [missingIndex(gathers)] }
  } catch (error) {
    if (!isSeisError(error, 'bad-input')) throw error
    const gathers = anyGathers(array)
    return { gathers, problems: [unreadableHeaders(error.message), missingIndex(gathers)] }
  }
}

function missingIndex({ origin, keys, endTrace }: GatherIndex): Problem {
  const how = origin === 'header' ? `by ${Object.keys(keys)[0]}` : `of ${endTrace[0]} traces`
  return {
    severity: 'warning',
    fault: 'index-missing',
    where: INDEX_PATH,
    found: `no such file; gathers are made ${origin === 'whole' ? 'as one' : how}`,
    expected: 'an index of gathers, or a header or a size to make them by',
  }
}

function anyGathers({ nSamples, nTraces, layout }: TraceArray): GatherIndex {
  const bytes = nSamples * nTraces * Float32Array.BYTES_PER_ELEMENT
  const size = Math.max(layout.chunkTraces, Math.ceil(nTraces / MOST_GATHERS))
  return bytes <= WHOLE_BYTES ? wholeIndex(nTraces) : indexFromSize(size, nTraces)
}
