import type { GatherFigures } from '../core/engine.ts'
import type { PassedGather, Passes, PassRuns } from './gather-process.ts'
import type { LateralPart } from './lateral-part.ts'
import type { RobustMode } from './robust/param.ts'
import { robustRuns, safeRobust } from './robust/safe-robust.ts'
import { type TunedWienerRun, tunedWienerFilter, tunedWienerRuns } from './tuned-wiener.ts'
import { type GatherNoise, wienerFilter } from './wiener-filter.ts'

/** What a step says about the filter; lengths and thresholds are the process's own. */
export interface WienerStep extends Pick<TunedWienerRun, 'k' | 'choices' | 'shapesOf'> {
  /** Null: from the gather's own spectrum. */
  readonly windowSamples: number | null
  readonly balance: boolean
  readonly robust: RobustMode
}

/**
 * The passes of a step that is the two-stage Wiener filter, alone or safe from erratic noise. There, an automatic k is the
 * usual one: by erratic noise the expected error of any other would be judged wrongly.
 */
export function* wienerStep(part: LateralPart, gather: PassedGather, step: WienerStep): Passes<GatherFigures> {
  const { k, choices, shapesOf, windowSamples, balance, robust } = step
  if (robust === 'off') {
    const noise = { isBalanced: balance, windowSamples }
    return yield* tunedWienerFilter(part, gather, { input: 'input', output: 'output', k, choices, shapesOf, noise })
  }
  const used = k === 'auto' ? choices[0] : k
  yield* safeRobust<GatherNoise>(gather, balance, (planes, factors, noise) =>
    wienerFilter(part, gather, { ...planes, k: used, shapesOf, noise: noise ?? { factors, windowSamples } }),
  )
  return k === 'auto' ? { k: used } : {}
}

/** How they go. */
export function wienerStepRuns(part: LateralPart): PassRuns {
  return { ...tunedWienerRuns(part), ...robustRuns }
}
