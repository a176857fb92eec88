import type { GatherFigures } from '../../core/engine.ts'
import { solveSymmetric } from '../../dsp/symmetric-solve.ts'
import { balancingFactors } from '../balance/trace-balance.ts'
import type { GatherReference, PassedGather, Passes } from '../gather-process.ts'
import { protecting } from '../protection/signal-protection.ts'
import { addProbe, noiseSpectrum, probeRuns } from '../risk/noise-probe.ts'
import { planeSum } from '../risk/plane-sum.ts'
import { divergenceOf, liveSamples, productsOf, type Risks, riskOf, riskRuns } from '../risk/risk.ts'
import { robustRuns, safeRobust } from '../robust/safe-robust.ts'
import { fkPatches } from '../wiener/fk-patches.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { noisePowers } from '../wiener/noise-power.ts'
import { patchLength, patchLengthRuns } from '../wiener/patch-length.ts'
import { type GatherNoise, wienerFilter, wienerRuns } from '../wiener/wiener-filter.ts'
import { LONGEST, type Method, MOST_OUTLIERS, methodsOf, RIDGE } from './methods.ts'
import { autoDenoiseParams } from './params.ts'

/**
 * The weighted sum of several Wiener filters whose expected error is least (SURE-LET: Blu and Luisier 2007). Which of them
 * suits a gather cannot be seen beforehand, and the sum is better than any. In the robust mode it is that of what was cleaned;
 * a gather with much erratic noise is left to the f-k filter alone.
 */
export const autoDenoiseReference: GatherReference = protecting({
  *passes(gather, step) {
    if (autoDenoiseParams(step).robust === 'off') {
      const factors = yield* balancingFactors(gather, 'input', true)
      return yield* findSum(gather, { input: 'input', output: 'output' }, factors)
    }
    let factors = new Float64Array(0)
    const [usual] = methodsOf(0) as [Method]
    const shapesOf = (windowSamples: number) => [{ ...usual.shape, windowSamples }] as const
    const { outlierShare } = yield* safeRobust<GatherNoise>(gather, true, (planes, balancing, noise) => {
      factors = Float64Array.from(balancing)
      const search = { factors: balancing, windowSamples: null }
      return wienerFilter(usual.part, gather, { ...planes, k: usual.k, shapesOf, noise: noise ?? search })
    })
    // Where much was replaced, what is left of erratic noise is taken for signal by the expected error.
    if (outlierShare > MOST_OUTLIERS) return { methods: ['f-k'], weights: [1], outlierShare }
    const figures = yield* findSum(gather, { input: 'cleaned', output: 'output' }, factors)
    return { ...figures, outlierShare }
  },
  runs: {
    ...wienerRuns(fkPatches),
    ...wienerRuns(lateralFrames),
    ...patchLengthRuns,
    ...probeRuns,
    ...riskRuns,
    ...robustRuns,
  },
})

interface InAndOut {
  readonly input: string
  readonly output: string
}

function* findSum(gather: PassedGather, { input, output }: InAndOut, factors: Float64Array): Passes<GatherFigures> {
  const methods = methodsOf(Math.min(LONGEST, yield* patchLength(gather, input, factors)))
  const noises: GatherNoise[] = []
  for (const [m, method] of methods.entries()) {
    const { windowSamples } = method.shape
    const power = yield* noisePowers(gather, input, { part: method.part, factors, ...method.shape })
    noises.push({ factors, windowSamples, power })
    yield* run(gather, method, noises[m]!, input, planeOf(m))
  }
  const { powers, colour } = yield* noiseSpectrum(gather, { input, output: planeOf(0) }, factors)
  const inputs = { plain: input, probed: 'probe' }
  yield* addProbe(gather, inputs, { factors, powers })
  const divergences: number[] = []
  for (const [m, method] of methods.entries()) {
    yield* run(gather, method, noises[m]!, 'probe', 'probed')
    divergences.push(yield* divergenceOf(gather, factors, inputs, { plain: planeOf(m), probed: 'probed' }))
  }
  const planes = methods.map((_, m) => planeOf(m))
  const products = yield* productsOf(gather, factors, [input, ...planes])
  const risks = { products, divergences, nSamples: liveSamples(gather, factors) }
  const weights = bestWeights(risks)
  yield* planeSum(gather, planes, weights, output)
  const only = (m: number) => weights.map((_, n) => (n === m ? 1 : 0))
  return {
    methods: methods.map(({ name }) => name),
    sure: methods.map((_, m) => riskOf(risks, only(m))),
    weights: [...weights],
    sureOfSum: riskOf(risks, weights),
    noise: colour,
  }
}

function planeOf(method: number): string {
  return `method ${method}`
}

function run(
  gather: PassedGather,
  method: Method,
  noise: GatherNoise,
  input: string,
  output: string,
): Passes<GatherNoise> {
  const { part, k, shape } = method
  return wienerFilter(part, gather, { input, output, k, shapesOf: () => [shape], noise })
}

/** Of the least expected error: (X'X + ridge) w = X'y - div for outputs X of input y. */
export function bestWeights({ products, divergences }: Risks): Float64Array {
  const [ofInput, ...ofOutputs] = products
  const ridge = RIDGE * ofOutputs.reduce((sum, row, m) => sum + row[m + 1]!, 0)
  const wanted = Float64Array.from(divergences, (divergence, m) => ofInput![m + 1]! - divergence)
  // A gather of zeros.
  if (ridge === 0) return wanted.fill(0)
  const matrix = ofOutputs.map((row, m) => row.slice(1).map((product, n) => product + (m === n ? ridge : 0)))
  return solveSymmetric(matrix, wanted)
}
