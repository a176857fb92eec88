import type { BufferSlice } from '../gpu/recorder.ts'
import type { RunOnGpu } from './run-on-gpu.ts'

export const SUM_COLUMNS = { shader: 'measures/sum_columns.wgsl' } as const

const ROWS_PER_RUN = 64

/** Records the sums of the `nColumns` columns of `values`, float32 in C order, into `target`, from float32 value `at` on. */
export function columnSums(
  { recorder, pool }: Pick<RunOnGpu, 'recorder' | 'pool'>,
  values: BufferSlice,
  nColumns: number,
  target: { readonly slice: BufferSlice; readonly at: number },
): void {
  let rows = values
  for (;;) {
    const nValues = rows.bytes / (4 * nColumns)
    const nRows = Math.ceil(nValues / ROWS_PER_RUN)
    const bytes = 4 * nColumns * nRows
    const isLast = nRows === 1
    const sums = isLast ? target.slice : { buffer: pool.acquire(bytes, 'column sums'), bytes }
    const params = { nTraces: nColumns, nRows, nValues, at: isLast ? target.at : 0 }
    recorder.dispatch({ kernel: SUM_COLUMNS, params, bindings: [rows, sums] })
    if (rows !== values) pool.release(rows.buffer)
    if (isLast) return
    rows = sums
  }
}
