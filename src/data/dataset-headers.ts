import type { Problem } from '../core/dataset.ts'
import { isSeisError } from '../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../core/folder.ts'
import { HeaderTable } from './header-table.ts'
import { openParquet } from './parquet/parquet-table.ts'

const HEADERS_PATH = 'headers.parquet'

/** `headers.parquet`, or nothing with the reason why. */
export interface FoundHeaders {
  readonly table: HeaderTable | null
  /** Numeric columns, in file order. */
  readonly names: readonly string[]
  readonly nRows: number
  readonly problems: readonly Problem[]
}

/** Opens `headers.parquet` by its footer; a broken file, or one with other than `nTraces` rows, is a problem. */
export async function openHeaders(
  folder: ReadableFolder,
  nTraces: number,
  options: FolderOptions,
): Promise<FoundHeaders> {
  const none = { table: null, names: [], nRows: 0 }
  try {
    const table = await openParquet(folder, HEADERS_PATH, options)
    const names = table.columns.filter(({ type }) => type !== 'other').map(({ name }) => name)
    const problems = table.nRows === nTraces ? [] : [wrongRows(table.nRows, nTraces)]
    return { table: new HeaderTable(table), names, nRows: table.nRows, problems }
  } catch (error) {
    if (isSeisError(error, 'not-found')) return { ...none, problems: [] }
    if (!isSeisError(error, 'bad-input')) throw error
    return { ...none, problems: [unreadableHeaders(error.message)] }
  }
}

function wrongRows(found: number, expected: number): Problem {
  return {
    severity: 'error',
    fault: 'header-rows',
    where: HEADERS_PATH,
    found: `${found} rows`,
    expected: `${expected} rows, one a trace of the array`,
  }
}

export function unreadableHeaders(found: string): Problem {
  const expected = 'a Parquet table with one row a trace'
  return { severity: 'error', fault: 'headers-unreadable', where: HEADERS_PATH, found, expected }
}
