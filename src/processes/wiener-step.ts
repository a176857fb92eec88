import type { PassedGather, Passes, PassRuns } from './gather-process.ts'
import type { LateralPart } from './lateral-part.ts'
import type { RobustMode } from './robust/param.ts'
import { robustRuns, safeRobust } from './robust/safe-robust.ts'
import { type GatherNoise, type WienerRun, wienerFilter, wienerRuns } from './wiener-filter.ts'

/** What a step says about the filter; lengths and thresholds are the process's own. */
export interface WienerStep extends Pick<WienerRun, 'k' | 'shapesOf'> {
  /** Null: from the gather's own spectrum. */
  readonly windowSamples: number | null
  readonly balance: boolean
  readonly robust: RobustMode
}

/** The passes of a step that is the two-stage Wiener filter, alone or safe from erratic noise. */
export function* wienerStep(part: LateralPart, gather: PassedGather, step: WienerStep): Passes {
  const { k, shapesOf, windowSamples, balance, robust } = step
  if (robust === 'off') {
    const noise = { isBalanced: balance, windowSamples }
    yield* wienerFilter(part, gather, { input: 'input', output: 'output', k, shapesOf, noise })
    return
  }
  yield* safeRobust<GatherNoise>(gather, balance, (planes, factors, noise) =>
    wienerFilter(part, gather, { ...planes, k, shapesOf, noise: noise ?? { factors, windowSamples } }),
  )
}

/** How they go. */
export function wienerStepRuns(part: LateralPart): PassRuns {
  return { ...wienerRuns(part), ...robustRuns }
}
