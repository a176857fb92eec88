import type { Finding, PassedGather, Passes, PassRuns, PassTask } from './gather-process.ts'
import { PROBE_SIZE, type ProbedPlanes } from './noise-probe.ts'

/** What is known of the errors of methods, in balanced traces, without knowing the signal. */
export interface Risks {
  /** Of live traces. */
  readonly nSamples: number
  /** Inner products of the input, which is the first, and the outputs, row by row. */
  readonly products: readonly Float64Array[]
  /** How far each output follows the noise of the input. */
  readonly divergences: readonly number[]
}

/**
 * How far what a method D makes of a gather y follows the noise: trace(J C) for its Jacobian J and the noise's covariance C,
 * found as <b, D(y + e b) - D(y)> / e with the probe e b (Monte-Carlo SURE: Ramani, Blu and Unser 2008).
 */
export function* divergenceOf(
  { nSamples }: PassedGather,
  factors: Float64Array,
  input: ProbedPlanes,
  output: ProbedPlanes,
): Passes<number> {
  const found = yield {
    name: 'divergence',
    reads: { input: input.plain, probe: input.probed, output: output.plain, probed: output.probed },
    writes: {},
    haloTraces: 0,
    bytesPerTrace: 32 * nSamples,
    given: { factors },
  }
  return found.reduce((sum, ofSpan) => [...ofSpan].reduce((before, ofTrace) => before + ofTrace, sum), 0)
}

/** The inner products of the balanced traces of planes, row by row. */
export function* productsOf(
  { nSamples }: PassedGather,
  factors: Float64Array,
  planes: readonly string[],
): Passes<readonly Float64Array[]> {
  const size = planes.length
  const found = yield {
    name: 'products',
    reads: Object.fromEntries(planes.map((plane, i) => [`plane ${i}`, plane])),
    writes: {},
    haloTraces: 0,
    bytesPerTrace: 8 * nSamples * size,
    given: { factors },
  }
  const sums = new Float64Array(size ** 2)
  for (const ofSpan of found) {
    for (const [i, ofTrace] of ofSpan.entries()) sums[i % sums.length]! += ofTrace
  }
  return planes.map((_, row) => sums.slice(row * size, (row + 1) * size))
}

/** Samples of live traces. */
export function liveSamples({ nSamples }: PassedGather, factors: Float64Array): number {
  return nSamples * factors.filter((factor) => factor !== 0).length
}

/**
 * Stein's unbiased estimate (SURE) of the mean square error of a weighted sum of the methods, plus the variance of the
 * noise, which is the same for all.
 */
export function riskOf({ products, divergences, nSamples }: Risks, weights: Float64Array): number {
  if (nSamples === 0) return 0
  const signed = [1, ...weights.map((weight) => -weight)]
  const squares = products.flatMap((row, i) => [...row.map((product, j) => signed[i]! * signed[j]! * product)])
  const followed = divergences.map((divergence, m) => 2 * weights[m]! * divergence)
  return [...squares, ...followed].reduce((sum, term) => sum + term, 0) / nSamples
}

/** Of each trace of the span. */
function divergences({ rows, span, pass }: PassTask): Finding {
  const factors = pass.given['factors'] as Float64Array
  const [input, probe, output, probed] = ['input', 'probe', 'output', 'probed'].map((part) => rows[part]!.samples)
  const { nSamples, nTraces } = rows['input']!
  const sums = new Float64Array(span.endTrace - span.startTrace)
  for (let i = 0; i < nSamples; i++) {
    for (let t = 0; t < sums.length; t++) {
      const at = i * nTraces + span.startTrace + t
      sums[t]! += (probe![at]! - input![at]!) * (probed![at]! - output![at]!)
    }
  }
  return sums.map((sum, t) => sum * (factors[span.startTrace + t]! / PROBE_SIZE) ** 2)
}

/** For each trace of the span, one after the other. */
function products({ rows, span, pass }: PassTask): Finding {
  const factors = pass.given['factors'] as Float64Array
  const size = Object.keys(pass.reads).length
  const planes = Array.from({ length: size }, (_, i) => rows[`plane ${i}`]!.samples)
  const { nSamples, nTraces } = rows['plane 0']!
  const sums = new Float64Array(size ** 2 * (span.endTrace - span.startTrace))
  for (let i = 0; i < nSamples; i++) {
    let to = 0
    for (let trace = span.startTrace; trace < span.endTrace; trace++) {
      const at = i * nTraces + trace
      const square = factors[trace]! ** 2
      for (const a of planes) for (const b of planes) sums[to++]! += square * a[at]! * b[at]!
    }
  }
  return sums
}

/** How its passes go. */
export const riskRuns: PassRuns = { divergence: divergences, products }
