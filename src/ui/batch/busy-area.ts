import type { StageName } from '../../core/batch.ts'
import type { BusySample } from '../../state/batch.ts'

const WINDOW_SECONDS = 60

/** Points for SVG, in a box of 100 x 100. */
export interface BusyArea {
  readonly line: string
  /** The line, closed along the floor. */
  readonly area: string
}

/**
 * A stage's busy share over the last minute: now at the right, fully busy at the top. Each share is drawn over the
 * span that it was measured in. Null without measurements.
 */
export function busyArea(history: readonly BusySample[], stage: StageName, nowSeconds: number): BusyArea | null {
  const spanSeconds = Math.max(1, Math.min(WINDOW_SECONDS, nowSeconds))
  const toX = (seconds: number): number => round(Math.max(0, 100 - ((nowSeconds - seconds) / spanSeconds) * 100))
  const [first] = history
  const last = history.at(-1)
  if (first === undefined || last === undefined) return null
  const line = history
    .flatMap((sample, i) => {
      const y = round((1 - sample.busy[stage]) * 100)
      return [`${toX(history[i - 1]?.seconds ?? 0)},${y}`, `${toX(sample.seconds)},${y}`]
    })
    .join(' ')
  return { line, area: `${line} ${toX(last.seconds)},100 ${toX(0)},100` }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
