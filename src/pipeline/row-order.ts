import type { SortKey } from '../core/batch.ts'

/**
 * Order of `nRows` rows by several keys, most significant first; `columns[i]` holds the values of `keys[i]`.
 * Stable: rows with equal keys keep their order, whichever the direction. NaN sorts last in both directions.
 */
export function sortRows(keys: readonly SortKey[], columns: readonly Float64Array[], nRows: number): Uint32Array {
  const order = Uint32Array.from({ length: nRows }, (_, row) => row)
  return order.sort((a, b) => compareRows(keys, columns, a, b) || a - b)
}

function compareRows(keys: readonly SortKey[], columns: readonly Float64Array[], a: number, b: number): number {
  for (let index = 0; index < keys.length; index++) {
    const column = columns[index]!
    const order = compareValues(column[a]!, column[b]!, keys[index]!.descending)
    if (order !== 0) return order
  }
  return 0
}

function compareValues(a: number, b: number, descending: boolean): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return descending ? b - a || 0 : a - b || 0
}

/**
 * Columns of a C-order (nRows, nColumns) block in a new order: out[i][j] = block[i][order[j]].
 * Moves bits, not numbers, so that NaN payloads and negative zeros survive.
 */
export function reorderColumns(
  block: Float32Array<ArrayBuffer>,
  nColumns: number,
  order: Uint32Array,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(block.length)
  const from = new Uint32Array(block.buffer, block.byteOffset, block.length)
  const to = new Uint32Array(result.buffer)
  for (let start = 0; start < block.length; start += nColumns) {
    for (let column = 0; column < nColumns; column++) to[start + column] = from[start + order[column]!]!
  }
  return result
}
