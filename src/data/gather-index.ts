/** Where the gathers are: out of the index file, out of a header column, or by counting. */
import type { GatherIndex } from '../core/dataset.ts'
import type { NumericColumn } from './parquet/column-builder.ts'

/** Columns of `ensemble_index.parquet` that are not keys. */
const PLAIN_COLUMNS = ['ensemble_id', 'start_trace', 'end_trace', 'n_traces']

/** Columns of the index file, one row a gather; `end_trace` is inclusive there. */
export type IndexColumns = Readonly<Record<string, NumericColumn>>

/**
 * The index file as half-open spans. Rows that make no sense (see `index-validation`) are cut to what lies inside
 * the array, so that the rest can still be looked at.
 */
export function indexFromColumns(columns: IndexColumns, nTraces: number): GatherIndex {
  const first = columns['start_trace']!
  const last = columns['end_trace']!
  const inside = (trace: number) => (Number.isFinite(trace) ? Math.min(nTraces, Math.max(0, Math.floor(trace))) : 0)
  const startTrace = Float64Array.from(first, inside)
  const endTrace = Float64Array.from(last, (trace, row) => Math.max(startTrace[row]!, inside(trace + 1)))
  const keys = Object.entries(columns).filter(([name]) => !PLAIN_COLUMNS.includes(name))
  return {
    nGathers: first.length,
    startTrace,
    endTrace,
    keys: Object.fromEntries(keys.map(([name, values]) => [name, Float64Array.from(values)])),
    origin: 'index',
  }
}

/** A new gather wherever the value changes, in file order: a key that comes back makes another gather. */
export function indexFromHeader(name: string, values: Float64Array): GatherIndex {
  const starts: number[] = []
  for (let trace = 0; trace < values.length; trace += 1)
    if (trace === 0 || !Object.is(values[trace], values[trace - 1])) starts.push(trace)
  const startTrace = Float64Array.from(starts)
  return {
    nGathers: starts.length,
    startTrace,
    endTrace: Float64Array.from(starts, (_, gather) => starts[gather + 1] ?? values.length),
    keys: { [name]: Float64Array.from(starts, (trace) => values[trace]!) },
    origin: 'header',
  }
}

/** Gathers of `size` traces; the last may be smaller. */
export function indexFromSize(size: number, nTraces: number): GatherIndex {
  const nGathers = Math.ceil(nTraces / size)
  return {
    nGathers,
    startTrace: Float64Array.from({ length: nGathers }, (_, gather) => gather * size),
    endTrace: Float64Array.from({ length: nGathers }, (_, gather) => Math.min(nTraces, (gather + 1) * size)),
    keys: {},
    origin: 'size',
  }
}

/** All traces as one gather. */
export function wholeIndex(nTraces: number): GatherIndex {
  return {
    nGathers: 1,
    startTrace: Float64Array.of(0),
    endTrace: Float64Array.of(nTraces),
    keys: {},
    origin: 'whole',
  }
}
