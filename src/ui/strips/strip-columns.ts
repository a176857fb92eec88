/** What is drawn of a figure by gather: in each column the least, the greatest and the mean of its gathers. */
export interface StripColumns {
  readonly least: Float32Array
  readonly greatest: Float32Array
  readonly mean: Float32Array
}

/** NaN where no gather of a column has a figure. `startGather` is the first column's first gather. */
export function stripColumns(
  figures: Float32Array,
  { startGather, endGather }: { readonly startGather: number; readonly endGather: number },
  nColumns: number,
): StripColumns {
  const least = new Float32Array(nColumns).fill(Number.NaN)
  const greatest = new Float32Array(nColumns).fill(Number.NaN)
  const mean = new Float32Array(nColumns).fill(Number.NaN)
  const perColumn = (endGather - startGather) / nColumns
  for (let column = 0; column < nColumns; column++) {
    const from = Math.floor(startGather + column * perColumn)
    const to = Math.max(from + 1, Math.floor(startGather + (column + 1) * perColumn))
    let [sum, count] = [0, 0]
    for (let gather = from; gather < to; gather++) {
      const figure = figures[gather] ?? Number.NaN
      if (Number.isNaN(figure)) continue
      least[column] = count === 0 ? figure : Math.min(least[column]!, figure)
      greatest[column] = count === 0 ? figure : Math.max(greatest[column]!, figure)
      sum += figure
      count += 1
    }
    if (count > 0) mean[column] = sum / count
  }
  return { least, greatest, mean }
}

/** Runs of columns [start, end) without a figure. */
export function gapsOf({ mean }: StripColumns): readonly (readonly [number, number])[] {
  const gaps: [number, number][] = []
  for (const [column, value] of mean.entries()) {
    if (!Number.isNaN(value)) continue
    const last = gaps.at(-1)
    if (last?.[1] === column) last[1] = column + 1
    else gaps.push([column, column + 1])
  }
  return gaps
}

/** At most so many of `marks`, which are in order, spread over all `nGathers`: one of those that would lie on each other. */
export function spreadMarks(marks: readonly number[], nGathers: number, most: number): readonly number[] {
  const cellOf = (gather: number): number => Math.floor((gather * most) / nGathers)
  return marks.filter((gather, i) => i === 0 || cellOf(gather) !== cellOf(marks[i - 1]!))
}
