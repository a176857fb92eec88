/**
 * Running mean of `width` rows down each column of a (nRows, nColumns) plane, the end rows repeated beyond the ends
 * (scipy.ndimage.uniform_filter1d, mode 'nearest'): row i takes rows [i - floor(width/2), i - floor(width/2) + width),
 * so that an even window sits one row early. Summed afresh for every row: no drift, and no loss beside large values.
 */
export function boxMeanRows(
  source: Float64Array,
  nRows: number,
  nColumns: number,
  width: number,
  target: Float64Array,
): void {
  const before = Math.floor(width / 2)
  target.fill(0, 0, nRows * nColumns)
  for (let i = 0; i < nRows; i++) {
    const to = i * nColumns
    for (let w = 0; w < width; w++) {
      const from = Math.min(nRows - 1, Math.max(0, i - before + w)) * nColumns
      for (let j = 0; j < nColumns; j++) target[to + j] = target[to + j]! + source[from + j]!
    }
    for (let j = 0; j < nColumns; j++) target[to + j] = target[to + j]! / width
  }
}
