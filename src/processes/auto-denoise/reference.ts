import { solveSymmetric } from '../../dsp/symmetric-solve.ts'
import { fkPatches } from '../fk-patches.ts'
import type { GatherReference, PassedGather, Passes } from '../gather-process.ts'
import { lateralFrames } from '../lateral-frames.ts'
import type { CellShape, LateralPart } from '../lateral-part.ts'
import { noisePowers } from '../noise-power.ts'
import { addProbe, noiseSpectrum, probeRuns } from '../noise-probe.ts'
import { patchLength, patchLengthRuns } from '../patch-length.ts'
import { planeSum } from '../plane-sum.ts'
import { divergenceOf, liveSamples, productsOf, type Risks, riskOf, riskRuns } from '../risk.ts'
import { balancingFactors } from '../trace-balance.ts'
import { type GatherNoise, wienerFilter, wienerRuns } from '../wiener-filter.ts'
import { APERTURE, PATCH_TRACES } from './params.ts'

interface Method {
  readonly name: string
  readonly part: LateralPart
  readonly k: number
  readonly shape: CellShape
}

/** Both kinds of Wiener filter, by windows of two lengths; the one that suits most gathers first. */
function methodsOf(samples: number): readonly Method[] {
  return [samples, 4 * samples].flatMap((windowSamples): readonly Method[] => [
    {
      name: `f-k ${windowSamples}`,
      part: fkPatches,
      k: 2.6,
      shape: { windowSamples, lateralTraces: PATCH_TRACES },
    },
    {
      name: `STFT ${windowSamples}`,
      part: lateralFrames,
      k: 1.7,
      shape: { windowSamples, lateralTraces: APERTURE },
    },
  ])
}

/** The shorter length is that of the gather, if four times that is not too long. */
const LONGEST = 64

/**
 * The weighted sum of several Wiener filters whose expected error is least (SURE-LET: Blu and Luisier 2007). Which of them
 * suits a gather cannot be seen beforehand, and the sum is better than the best of them on most. Found out: the expected error `sure` of each of
 * the `methods`, in units of the balanced gather's power, their `weights`, and `sureOfSum`; whether the `noise` is white or
 * coloured.
 */
export const autoDenoiseReference: GatherReference = {
  *passes(gather) {
    const factors = yield* balancingFactors(gather, 'input', true)
    const methods = methodsOf(Math.min(LONGEST, yield* patchLength(gather, 'input', factors)))
    const noises: GatherNoise[] = []
    for (const [m, method] of methods.entries()) {
      const { windowSamples } = method.shape
      const power = yield* noisePowers(gather, 'input', { part: method.part, factors, ...method.shape })
      noises.push({ factors, windowSamples, power })
      yield* run(gather, method, noises[m]!, 'input', `method ${m}`)
    }
    const { powers, colour } = yield* noiseSpectrum(gather, { input: 'input', output: 'method 0' }, factors)
    const input = { plain: 'input', probed: 'probe' }
    yield* addProbe(gather, input, { factors, powers })
    const divergences: number[] = []
    for (const [m, method] of methods.entries()) {
      yield* run(gather, method, noises[m]!, 'probe', 'probed')
      divergences.push(yield* divergenceOf(gather, factors, input, { plain: `method ${m}`, probed: 'probed' }))
    }
    const planes = methods.map((_, m) => `method ${m}`)
    const products = yield* productsOf(gather, factors, ['input', ...planes])
    const risks = { products, divergences, nSamples: liveSamples(gather, factors) }
    const weights = bestWeights(risks)
    yield* planeSum(gather, planes, weights, 'output')
    return {
      methods: methods.map(({ name }) => name),
      sure: methods.map((_, m) =>
        riskOf(
          risks,
          weights.map((_, n) => (n === m ? 1 : 0)),
        ),
      ),
      weights: [...weights],
      sureOfSum: riskOf(risks, weights),
      noise: colour,
    }
  },
  runs: {
    ...wienerRuns(fkPatches),
    ...wienerRuns(lateralFrames),
    ...patchLengthRuns,
    ...probeRuns,
    ...riskRuns,
  },
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

/**
 * For the equations to have one solution where methods give the same: far below the differences between them on a gather
 * without noise, which comes back with 110 dB that way and with 75 dB by 1e-6.
 */
const RIDGE = 1e-12

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
