import { seededRandom } from './random.ts'

/** What the demo dataset looks like; see `DEFAULT_DEMO`. */
export interface DemoShape {
  readonly gathers: number
  /** Traces of a gather, about: sizes differ by up to 5 % either way, so that gathers straddle chunks. */
  readonly traces: number
  readonly samples: number
  readonly intervalMs: number
  readonly seed: number
}

export const DEFAULT_DEMO: DemoShape = { gathers: 12, traces: 240, samples: 1000, intervalMs: 2, seed: 1 }

/** One shot of a 2-D line: split spread, receivers every 25 m, shots every 50 m. */
export interface Shot {
  readonly index: number
  readonly startTrace: number
  readonly nTraces: number
  readonly sourceX: number
}

export interface TracePosition {
  readonly receiverX: number
  /** Metres, never negative. */
  readonly offset: number
  readonly midpointX: number
}

const RECEIVER_SPACING_M = 25
const SHOT_SPACING_M = 50
const SIZE_SPREAD = 0.05
/** Random streams of a seed. */
const SIZES_STREAM = 1

export function planShots({ gathers, traces, seed }: DemoShape): readonly Shot[] {
  const random = seededRandom(seed, SIZES_STREAM)
  let startTrace = 0
  return Array.from({ length: gathers }, (_, index) => {
    const nTraces = Math.max(1, Math.round(traces * (1 + SIZE_SPREAD * (2 * random.uniform() - 1))))
    const shot = { index, startTrace, nTraces, sourceX: index * SHOT_SPACING_M }
    startTrace += nTraces
    return shot
  })
}

export function positionOf(shot: Shot, trace: number): TracePosition {
  // Half a spacing off, so that no receiver stands on the source.
  const signedOffset = (trace - Math.floor(shot.nTraces / 2) + 0.5) * RECEIVER_SPACING_M
  const receiverX = shot.sourceX + signedOffset
  return { receiverX, offset: Math.abs(signedOffset), midpointX: shot.sourceX + signedOffset / 2 }
}

/** Number of the common midpoint bin, half a receiver spacing wide. */
export function midpointNumber(midpointX: number): number {
  return 1000 + Math.round(midpointX / (RECEIVER_SPACING_M / 2))
}
