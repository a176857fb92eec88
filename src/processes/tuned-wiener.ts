import type { GatherFigures } from '../core/engine.ts'
import type { PassedGather, Passes, PassRuns } from './gather-process.ts'
import type { LateralPart } from './lateral-part.ts'
import { addProbe, noiseSpectrum, probeRuns } from './noise-probe.ts'
import { planeSum } from './plane-sum.ts'
import { divergenceOf, liveSamples, productsOf, riskOf, riskRuns } from './risk.ts'
import { type WienerRun, wienerFilter, wienerRuns } from './wiener-filter.ts'

/** A Wiener filter whose k is given, or to be chosen. */
export interface TunedWienerRun extends Omit<WienerRun, 'k'> {
  readonly k: number | 'auto'
  /** What it is chosen from; the usual one first, by which the noise is found. */
  readonly choices: readonly [number, ...(readonly number[])]
}

/**
 * The Wiener filter; where k is 'auto', with the one of the choices whose expected error is least (Monte-Carlo SURE). In
 * between, planes `other`, `removed`, `probe` and `probed` are used, too. Found out: the `k`; the curve of the expected
 * error `sure` over `kTried`, in units of the balanced gather's power; whether the `noise` is white or coloured.
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
  const { output } = run
  const noise = yield* wienerFilter(part, gather, { ...run, k: choices[0] })
  const { factors } = noise
  const { powers, colour } = yield* noiseSpectrum(gather, run, factors)
  const input = { plain: run.input, probed: 'probe' }
  yield* addProbe(gather, input, { factors, powers })
  const tried: { readonly k: number; readonly sure: number }[] = []
  let best = { k: choices[0], sure: Number.POSITIVE_INFINITY, plane: output }
  for (const choice of choices) {
    const plane = best.plane === output && tried.length > 0 ? 'other' : output
    if (tried.length > 0) yield* wienerFilter(part, gather, { ...run, k: choice, noise, output: plane })
    yield* wienerFilter(part, gather, { ...run, k: choice, noise, input: input.probed, output: 'probed' })
    const divergence = yield* divergenceOf(gather, factors, input, { plain: plane, probed: 'probed' })
    const products = yield* productsOf(gather, factors, [run.input, plane])
    const nSamples = liveSamples(gather, factors)
    const sure = riskOf({ products, divergences: [divergence], nSamples }, ONE)
    tried.push({ k: choice, sure })
    if (sure < best.sure) best = { k: choice, sure, plane }
  }
  if (best.plane !== output) yield* planeSum(gather, [best.plane], ONE, output)
  const inOrder = tried.toSorted((a, b) => a.k - b.k)
  return { k: best.k, kTried: inOrder.map((one) => one.k), sure: inOrder.map((one) => one.sure), noise: colour }
}

const ONE = Float64Array.of(1)

/** How its passes go. */
export function tunedWienerRuns(part: LateralPart): PassRuns {
  return { ...wienerRuns(part), ...probeRuns, ...riskRuns }
}
