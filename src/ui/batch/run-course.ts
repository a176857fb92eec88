/** What a run was like between the points of its course. */
import { mapStages, type RunCourse, type StageName } from '../../core/batch.ts'

/** Traces a second, before each point. */
export function courseRates({ seconds, traces }: RunCourse): readonly number[] {
  return slopes(seconds, traces)
}

/** Share of the time before each point in which each stage was busy, 0 to 1. */
export function courseShares({ seconds, busySeconds }: RunCourse): Readonly<Record<StageName, readonly number[]>> {
  return mapStages((stage) => slopes(seconds, busySeconds[stage]).map((share) => Math.min(1, share)))
}

function slopes(seconds: readonly number[], values: readonly number[]): readonly number[] {
  return seconds.map((end, i) => {
    const elapsed = end - (seconds[i - 1] ?? 0)
    return elapsed > 0 ? Math.max(0, (values[i] ?? 0) - (values[i - 1] ?? 0)) / elapsed : 0
  })
}
