import type { GatherFigures } from '../../core/engine.ts'
import type { PassedGather, Passes, PassRuns } from '../gather-process.ts'
import { addProbe, noiseSpectrum, probeRuns } from './noise-probe.ts'
import { planeSum } from './plane-sum.ts'
import { divergenceOf, liveSamples, productsOf, riskOf, riskRuns } from './risk.ts'

/** What a threshold k is chosen from; the usual one first, by which the noise is found. */
export type Choices = readonly [number, ...(readonly number[])]

/** A method whose k is to be chosen. */
export interface OpenMethod {
  readonly input: string
  readonly output: string
  /** What balances the traces; 0 for the dead. */
  readonly factors: Float64Array
  readonly choices: Choices
  /** What the method makes of one plane, into another. */
  filter(planes: { readonly input: string; readonly output: string }, k: number): Passes
}

/**
 * Runs a method with the one of the choices for k whose expected error is least (Monte-Carlo SURE). In between, planes
 * `other`, `removed`, `probe` and `probed` are used, too. Found out: the `k`; the curve of the expected error `sure` over
 * `kTried`, in units of the balanced gather's power; whether the `noise` is white or coloured.
 */
export function* leastRisk(gather: PassedGather, method: OpenMethod): Passes<GatherFigures> {
  const { input: plain, output, factors, choices, filter } = method
  const input = { plain, probed: 'probe' }
  yield* filter({ input: plain, output }, choices[0])
  const { powers, colour } = yield* noiseSpectrum(gather, { input: plain, output }, factors)
  yield* addProbe(gather, input, { factors, powers })
  const tried: { readonly k: number; readonly sure: number }[] = []
  let best = { k: choices[0], sure: Number.POSITIVE_INFINITY, plane: output }
  for (const k of choices) {
    const plane = best.plane === output && tried.length > 0 ? 'other' : output
    if (tried.length > 0) yield* filter({ input: plain, output: plane }, k)
    yield* filter({ input: input.probed, output: 'probed' }, k)
    const divergence = yield* divergenceOf(gather, factors, input, { plain: plane, probed: 'probed' })
    const products = yield* productsOf(gather, factors, [plain, plane])
    const nSamples = liveSamples(gather, factors)
    const sure = riskOf({ products, divergences: [divergence], nSamples }, ONE)
    tried.push({ k, sure })
    if (sure < best.sure) best = { k, sure, plane }
  }
  if (best.plane !== output) yield* planeSum(gather, [best.plane], ONE, output)
  const inOrder = tried.toSorted((a, b) => a.k - b.k)
  return { k: best.k, kTried: inOrder.map((one) => one.k), sure: inOrder.map((one) => one.sure), noise: colour }
}

const ONE = Float64Array.of(1)

/** How its own passes go. */
export const leastRiskRuns: PassRuns = { ...probeRuns, ...riskRuns }
