import type { GatherFigures } from '../core/engine.ts'
import type { PassedGather, Passes, PassRuns } from './gather-process.ts'
import type { LateralPart } from './lateral-part.ts'
import { addProbe, noiseSpectrum, probeRuns } from './noise-probe.ts'
import { planeSum, sumRuns } from './plane-sum.ts'
import { riskOf, riskRuns, risksOf } from './risk.ts'
import { noiseOf, type WienerRun, wienerFilter, wienerRuns } from './wiener-filter.ts'

/** A Wiener filter whose k is given, or to be chosen. */
export interface TunedWienerRun extends Omit<WienerRun, 'k'> {
  readonly k: number | 'auto'
  /** What it is chosen from. */
  readonly choices: readonly number[]
}

/**
 * The Wiener filter; where k is 'auto', with the one of the choices whose expected error is least (Monte-Carlo SURE). In
 * between, planes `other`, `probe` and `probed` are used, too.
 */
export function* tunedWienerFilter(
  part: LateralPart,
  gather: PassedGather,
  { k, choices, ...run }: TunedWienerRun,
): Passes<GatherFigures> {
  if (k !== 'auto') {
    yield* wienerFilter(part, gather, { ...run, k })
    return {}
  }
  const { input, output } = run
  const risks: number[] = []
  let best = { k: Number.NaN, risk: Number.POSITIVE_INFINITY, plane: 'other' }
  const noise = yield* noiseOf(part, gather, run)
  const { factors } = noise
  const { powers, colour } = yield* noiseSpectrum(gather, input, factors)
  yield* addProbe(gather, { plain: input, probed: 'probe' }, { factors, powers })
  for (const choice of choices) {
    const plane = best.plane === output ? 'other' : output
    yield* wienerFilter(part, gather, { ...run, k: choice, noise, output: plane })
    yield* wienerFilter(part, gather, { ...run, k: choice, noise, input: 'probe', output: 'probed' })
    const method = { plain: plane, probed: 'probed' }
    const risk = riskOf(yield* risksOf(gather, factors, { plain: input, probed: 'probe' }, [method]), ONE)
    risks.push(risk)
    if (risk < best.risk) best = { k: choice, risk, plane }
  }
  if (best.plane !== output) yield* planeSum(gather, [best.plane], ONE, output)
  return { k: best.k, kTried: choices, sure: risks, noise: colour }
}

const ONE = Float64Array.of(1)

/** How its passes go. */
export function tunedWienerRuns(part: LateralPart): PassRuns {
  return { ...wienerRuns(part), ...probeRuns, ...riskRuns, ...sumRuns }
}
