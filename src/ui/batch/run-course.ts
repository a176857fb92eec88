/** What a run was like between the points of its course. */
import { mapStages, type RunCourse, STAGES, type StageName } from '../../core/batch.ts'
import { formatCount, formatDuration, formatShare } from '../format.ts'
import type { Column, Row } from '../tables/DataTable.tsx'
import { everyFew } from '../tables/every-few.ts'
import { stageTexts } from './stage-names.ts'

/** Traces a second, before each point. */
export function courseRates({ seconds, traces }: RunCourse): readonly number[] {
  return slopes(seconds, traces)
}

/** Share of the time before each point in which each stage was busy, 0 to 1. */
export function courseShares({ seconds, busySeconds }: RunCourse): Readonly<Record<StageName, readonly number[]>> {
  return mapStages((stage) => slopes(seconds, busySeconds[stage]).map((share) => Math.min(1, share)))
}

/** Its rates and shares between at most 26 of its points, the last one among them: what happened between two is in their mean. */
export function courseTable(
  course: RunCourse,
  engineKind: 'gpu' | 'cpu',
): { readonly columns: readonly Column[]; readonly rows: readonly Row[] } {
  const last = course.seconds.length - 1
  const points = everyFew(last + 1)
    .map((place) => last - place)
    .reverse()
  const pick = (values: readonly number[]): readonly number[] => points.map((point) => values[point] ?? 0)
  const few: RunCourse = {
    seconds: pick(course.seconds),
    traces: pick(course.traces),
    busySeconds: mapStages((stage) => pick(course.busySeconds[stage])),
  }
  const rates = courseRates(few)
  const shares = courseShares(few)
  const names = ['Until', 'Traces/s', ...STAGES.map((stage) => stageTexts(stage, engineKind).name)]
  return {
    columns: names.map((name) => ({ name, kind: 'number' })),
    rows: few.seconds.map((end, i) => ({
      key: points[i] ?? i,
      cells: [
        formatDuration(end),
        formatCount(rates[i] ?? 0),
        ...STAGES.map((stage) => formatShare(shares[stage][i] ?? 0)),
      ],
    })),
  }
}

function slopes(seconds: readonly number[], values: readonly number[]): readonly number[] {
  return seconds.map((end, i) => {
    const elapsed = end - (seconds[i - 1] ?? 0)
    return elapsed > 0 ? Math.max(0, (values[i] ?? 0) - (values[i - 1] ?? 0)) / elapsed : 0
  })
}
