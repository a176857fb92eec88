import type { GatherFigures } from '../../core/engine.ts'
import type { PassedGather, Passes, PassRuns } from '../gather-process.ts'
import { type Choices, leastRisk, leastRiskRuns } from '../risk/least-risk.ts'
import type { LateralPart } from './lateral-part.ts'
import { findNoise, type WienerRun, wienerFilter, wienerRuns } from './wiener-filter.ts'

/** A Wiener filter whose k is given, or to be chosen. */
export interface TunedWienerRun extends Omit<WienerRun, 'k'> {
  readonly k: number | 'auto'
  readonly choices: Choices
}

/** The Wiener filter; where k is 'auto', with the one of the choices whose expected error is least, as leastRisk has it. */
export function* tunedWienerFilter(
  part: LateralPart,
  gather: PassedGather,
  { k, choices, ...run }: TunedWienerRun,
): Passes<GatherFigures> {
  if (k !== 'auto') {
    yield* wienerFilter(part, gather, { ...run, k })
    return {}
  }
  const noise = yield* findNoise(part, gather, run)
  return yield* leastRisk(gather, {
    ...run,
    factors: noise.factors,
    choices,
    *filter(planes, tried) {
      yield* wienerFilter(part, gather, { ...run, ...planes, k: tried, noise })
    },
  })
}

/** How its passes go. */
export function tunedWienerRuns(part: LateralPart): PassRuns {
  return { ...wienerRuns(part), ...leastRiskRuns }
}
