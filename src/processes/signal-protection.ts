import type { GatherFigures } from '../core/engine.ts'
import { symmetricIndex } from '../dsp/extension.ts'
import { gaussianWeights } from '../dsp/gaussian.ts'
import type { GatherPass, GatherReference, Passes, PassRuns, PassTask, PlaneNames } from './gather-process.ts'
import { balanceRuns, balancingFactors } from './trace-balance.ts'

/** Of the gather's mean energy: where there is less, weights fade. */
export const PROTECTION_FLOOR = 0.02

/** Of the mean over samples, and of that over traces. */
export const TIME_WEIGHTS = gaussianWeights(10.5)
export const TRACE_WEIGHTS = gaussianWeights(2.5)
const TRACE_REACH = (TRACE_WEIGHTS.length - 1) / 2

/** Where the method of a protected step leaves its result. */
const UNPROTECTED = 'unprotected'

/**
 * A process that gives back signal which its method took for noise, where a step says protectSignal: what was removed, r, is
 * projected on the result, x, by w = G(r x) / (G(x^2) + floor), G being a Gaussian mean over time and traces and |w| at
 * most 1, and w x is added (local orthogonalisation: Chen and Fomel 2015). Traces are balanced for it if the step balances.
 */
export function protecting(method: GatherReference): GatherReference {
  return {
    *passes(gather, step) {
      if (step['protectSignal'] !== true) return yield* method.passes(gather, step)
      const figures = yield* elsewhere(method.passes(gather, step))
      const factors = yield* balancingFactors(gather, 'input', step['balance'] !== false)
      const planes = { input: 'input', result: UNPROTECTED }
      const pass = { writes: {}, haloTraces: 0, bytesPerTrace: 8 * gather.nSamples }
      const found = yield { ...pass, name: 'energy', reads: { result: UNPROTECTED }, given: { factors } }
      const energy = found.flatMap((ofSpan) => [...ofSpan]).reduce((sum, ofTrace) => sum + ofTrace, 0)
      yield {
        name: 'protect',
        reads: planes,
        writes: { output: 'output' },
        haloTraces: TRACE_REACH,
        bytesPerTrace: 4 * 8 * gather.nSamples,
        given: { factors, floor: (PROTECTION_FLOOR * energy) / (gather.nSamples * gather.nTraces) },
      }
      return figures
    },
    runs: { ...method.runs, ...protectionRuns },
  }
}

/** The same passes, with their output where the protection looks for it. */
function* elsewhere(passes: Passes<GatherFigures>): Passes<GatherFigures> {
  const moved = (names: PlaneNames): PlaneNames =>
    Object.fromEntries(Object.entries(names).map(([part, name]) => [part, name === 'output' ? UNPROTECTED : name]))
  const movedPass = (pass: GatherPass): GatherPass => ({
    ...pass,
    reads: moved(pass.reads),
    writes: moved(pass.writes),
  })
  let next = passes.next()
  while (!next.done) next = passes.next(yield movedPass(next.value))
  return next.value
}

const protectionRuns: PassRuns = { ...balanceRuns, energy: energies, protect }

/** The energy of each balanced trace of the span. */
function energies({ rows, span, pass }: PassTask): Float64Array {
  const { nSamples, nTraces, samples } = rows['result']!
  const factors = pass.given['factors'] as Float64Array
  const { startTrace, endTrace } = span
  const sums = new Float64Array(endTrace - startTrace)
  for (let i = 0; i < nSamples; i++) {
    for (let t = startTrace; t < endTrace; t++) sums[t - startTrace]! += (factors[t]! * samples[i * nTraces + t]!) ** 2
  }
  return sums
}

const NOTHING = new Float64Array(0)

function protect({ rows, span, pass }: PassTask): Float64Array {
  const [input, result, output] = [rows['input']!, rows['result']!, rows['output']!]
  const { nSamples, nTraces } = input
  const factors = pass.given['factors'] as Float64Array
  const floor = pass.given['floor'] as number
  const { haloStartTrace, haloEndTrace, startTrace, endTrace } = span
  const smoothed = Array.from({ length: haloEndTrace - haloStartTrace }, (_, t) =>
    productsOf(input.samples, result.samples, { nSamples, nTraces, trace: haloStartTrace + t, factors }),
  )
  for (let trace = startTrace; trace < endTrace; trace++) {
    const around = Array.from(TRACE_WEIGHTS, (_, i) => {
      return smoothed[symmetricIndex(trace + i - TRACE_REACH, nTraces) - haloStartTrace]!
    })
    for (let i = 0; i < nSamples; i++) {
      let [common, energy] = [0, floor]
      for (let t = 0; t < around.length; t++) {
        common += TRACE_WEIGHTS[t]! * around[t]!.common[i]!
        energy += TRACE_WEIGHTS[t]! * around[t]!.energy[i]!
      }
      const weight = energy === 0 ? 0 : Math.max(-1, Math.min(1, common / energy))
      const at = i * nTraces + trace
      output.samples[at] = result.samples[at]! + weight * result.samples[at]!
    }
  }
  return NOTHING
}

interface TraceOfPlanes {
  readonly nSamples: number
  readonly nTraces: number
  readonly trace: number
  readonly factors: Float64Array
}

/** Means over time of what was removed times what is left, and of the square of what is left, of a balanced trace. */
function productsOf(
  input: Float32Array,
  result: Float32Array,
  { nSamples, nTraces, trace, factors }: TraceOfPlanes,
): { readonly common: Float64Array; readonly energy: Float64Array } {
  const [common, energy] = [new Float64Array(nSamples), new Float64Array(nSamples)]
  const f2 = factors[trace]! ** 2
  for (let i = 0; i < nSamples; i++) {
    const [before, left] = [input[i * nTraces + trace]!, result[i * nTraces + trace]!]
    common[i] = f2 * (before - left) * left
    energy[i] = f2 * left * left
  }
  return { common: meanOverTime(common), energy: meanOverTime(energy) }
}

function meanOverTime(values: Float64Array): Float64Array {
  const reach = (TIME_WEIGHTS.length - 1) / 2
  return values.map((_, i) => {
    let sum = 0
    for (let t = 0; t < TIME_WEIGHTS.length; t++) {
      sum += TIME_WEIGHTS[t]! * values[symmetricIndex(i + t - reach, values.length)]!
    }
    return sum
  })
}
