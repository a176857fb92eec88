import type { StageName } from '../../core/batch.ts'
import type { BusySample } from '../../state/batch.ts'

const WINDOW_SECONDS = 60

/**
 * Points of a stage's busy share over the last minute for an SVG of 100 x 100: now at the right, fully busy at the
 * top. Each share is drawn over the span that it was measured in. Empty without measurements.
 */
export function busyArea(history: readonly BusySample[], stage: StageName, nowSeconds: number): string {
  const spanSeconds = Math.max(1, Math.min(WINDOW_SECONDS, nowSeconds))
  const toX = (seconds: number): number => Math.max(0, 100 - ((nowSeconds - seconds) / spanSeconds) * 100)
  return history
    .flatMap((sample, i) => {
      const y = (1 - sample.busy[stage]) * 100
      return [`${round(toX(history[i - 1]?.seconds ?? 0))},${round(y)}`, `${round(toX(sample.seconds))},${round(y)}`]
    })
    .join(' ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
