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

/** Runs [start, end) of columns without a figure. */
export function gapsOf({ mean }: StripColumns): readonly Run[] {
  return runsOf([...mean.keys()].filter((column) => Number.isNaN(mean[column])))
}

export type Run = readonly [start: number, end: number]

/** Numbers in ascending order as runs [start, end). */
export function runsOf(numbers: readonly number[]): readonly Run[] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last?.[1] === number) last[1] = number + 1
    else runs.push([number, number + 1])
  }
  return runs
}

/** At most so many of `marks`, which are in order, spread over all `nGathers`: one of those that would lie on each other. */
export function spreadMarks(marks: readonly number[], nGathers: number, most: number): readonly number[] {
  const cellOf = (gather: number): number => Math.floor((gather * most) / nGathers)
  return marks.filter((gather, i) => i === 0 || cellOf(gather) !== cellOf(marks[i - 1]!))
}
