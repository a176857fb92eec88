import { type BatchProgress, mapStages, type RunCourse, type StageName } from '../core/batch.ts'

/** More points than a plot has room for; with fewer than half of them steps would show. */
export const MOST_POINTS = 300
const FIRST_STEP_SECONDS = 0.5

interface RunPoint {
  readonly seconds: number
  readonly traces: number
  readonly busySeconds: Readonly<Record<StageName, number>>
}

/** Keeps the course of a run in few points: whenever they are too many, every second one goes and the step doubles. */
export class RunRecorder {
  #points: RunPoint[] = []
  #stepSeconds = FIRST_STEP_SECONDS

  /** `traces` are those computed by this run. */
  note(progress: Pick<BatchProgress, 'seconds' | 'stages'>, traces: number): void {
    if (progress.seconds < (this.#points.at(-1)?.seconds ?? 0) + this.#stepSeconds) return
    this.#points.push(pointOf(progress, traces))
    if (this.#points.length < MOST_POINTS) return
    this.#points = this.#points.filter((_, i) => i % 2 === 1)
    this.#stepSeconds *= 2
  }

  /** With the end of the run, whenever the last point was. */
  course(end: Pick<BatchProgress, 'seconds' | 'stages'>, traces: number): RunCourse {
    const isNew = end.seconds > (this.#points.at(-1)?.seconds ?? 0)
    const points = isNew ? [...this.#points, pointOf(end, traces)] : this.#points
    return {
      seconds: points.map(({ seconds }) => seconds),
      traces: points.map((point) => point.traces),
      busySeconds: mapStages((stage) => points.map(({ busySeconds }) => busySeconds[stage])),
    }
  }
}

/** To the millisecond. */
function pointOf({ seconds, stages }: Pick<BatchProgress, 'seconds' | 'stages'>, traces: number): RunPoint {
  const rounded = (value: number): number => Math.round(1000 * value) / 1000
  return { seconds: rounded(seconds), traces, busySeconds: mapStages((stage) => rounded(stages[stage].busySeconds)) }
}
