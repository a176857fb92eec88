import type { StageName } from '../../core/batch.ts'
import type { BusySample } from '../../state/batch.ts'

/** What the meters show. */
export const WINDOW_SECONDS = 60

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
  if (history.length === 0) return null
  const span = Math.max(1, Math.min(WINDOW_SECONDS, nowSeconds))
  const seconds = history.map((sample) => sample.seconds)
  const shares = history.map(({ busy }) => busy[stage])
  return areaOf(seconds, shares, { end: nowSeconds, span, most: 1 })
}

/** Values over the spans that end at `seconds`, in a box that ends at `end` and is `most` high. */
export function areaOf(
  seconds: readonly number[],
  values: readonly number[],
  { end, span, most }: { readonly end: number; readonly span: number; readonly most: number },
): BusyArea {
  const toX = (at: number): number => round(Math.max(0, 100 - ((end - at) / span) * 100))
  const line = values
    .flatMap((value, i) => {
      const y = round((1 - value / most) * 100)
      return [`${toX(seconds[i - 1] ?? 0)},${y}`, `${toX(seconds[i] ?? 0)},${y}`]
    })
    .join(' ')
  return { line, area: `${line} ${toX(seconds.at(-1) ?? 0)},100 ${toX(0)},100` }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
