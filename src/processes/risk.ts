import type { TraceRows } from '../core/gather.ts'
import type { Finding, PassedGather, Passes, PassRuns, PassTask } from './gather-process.ts'
import { PROBE_SIZE, type ProbedPlanes } from './noise-probe.ts'

/** What is known of the errors of methods, in balanced traces, without knowing the signal. */
export interface Risks {
  /** Of live traces. */
  readonly nSamples: number
  /** Inner products of the input, which is the first, and the outputs, row by row. */
  readonly products: readonly Float64Array[]
  /** By how much each output follows the noise of the input: trace(J C) for its Jacobian J and the noise's covariance C. */
  readonly divergences: Float64Array
}

/**
 * Of each method D the divergence <b, D(y + e b) - D(y)> / e by the probe e b (Monte-Carlo SURE: Ramani, Blu and Unser
 * 2008), and the inner products that the error of any weighted sum of the methods is made of.
 */
export function* risksOf(
  { nSamples }: PassedGather,
  factors: Float64Array,
  input: ProbedPlanes,
  methods: readonly ProbedPlanes[],
): Passes<Risks> {
  const all = [input, ...methods]
  const found = yield {
    name: 'risk',
    reads: Object.fromEntries(
      all.flatMap(({ plain, probed }, m) => [
        [`plain ${m}`, plain],
        [`probed ${m}`, probed],
      ]),
    ),
    writes: {},
    haloTraces: 0,
    bytesPerTrace: 16 * nSamples * all.length,
    given: { factors, nPlanes: all.length },
  }
  const sums = new Float64Array(all.length ** 2 + methods.length)
  for (const ofSpan of found) {
    for (const [i, sum] of ofSpan.entries()) sums[i % sums.length]! += sum
  }
  return {
    nSamples: nSamples * factors.filter((factor) => factor !== 0).length,
    products: all.map((_, row) => sums.slice(row * all.length, (row + 1) * all.length)),
    divergences: sums.slice(all.length ** 2),
  }
}

/**
 * Stein's unbiased estimate of the mean square error of a weighted sum of the methods, but for the variance of the noise,
 * which is the same for all.
 */
export function riskOf({ products, divergences, nSamples }: Risks, weights: Float64Array): number {
  if (nSamples === 0) return 0
  const signed = [1, ...weights.map((weight) => -weight)]
  const squares = products.flatMap((row, i) => [...row.map((product, j) => signed[i]! * signed[j]! * product)])
  const followed = divergences.map((divergence, m) => 2 * weights[m]! * divergence)
  return [...squares, ...followed].reduce((sum, term) => sum + term, 0) / nSamples
}

/** For each trace of the span, one after the other: the inner products, and the divergences. */
function measure({ rows, span, pass }: PassTask): Finding {
  const { factors, nPlanes } = pass.given as { readonly factors: Float64Array; readonly nPlanes: number }
  const [plain, probed] = [planesOf(rows, 'plain', nPlanes), planesOf(rows, 'probed', nPlanes)]
  const { nSamples, nTraces } = rows['plain 0']!
  const nSums = nPlanes ** 2 + nPlanes - 1
  const sums = new Float64Array(nSums * (span.endTrace - span.startTrace))
  const values = new Float64Array(nPlanes)
  for (let i = 0; i < nSamples; i++) {
    for (let trace = span.startTrace; trace < span.endTrace; trace++) {
      const at = i * nTraces + trace
      const factor = factors[trace]!
      let to = (trace - span.startTrace) * nSums
      for (let m = 0; m < nPlanes; m++) values[m] = factor * plain[m]![at]!
      for (let m = 0; m < nPlanes; m++) {
        for (let n = 0; n < nPlanes; n++) sums[to++]! += values[m]! * values[n]!
      }
      const step = (factor * probed[0]![at]! - values[0]!) / PROBE_SIZE ** 2
      for (let m = 1; m < nPlanes; m++) sums[to++]! += step * (factor * probed[m]![at]! - values[m]!)
    }
  }
  return sums
}

function planesOf(rows: Readonly<Record<string, TraceRows>>, part: string, nPlanes: number): readonly Float32Array[] {
  return Array.from({ length: nPlanes }, (_, m) => rows[`${part} ${m}`]!.samples)
}

/** How its pass goes. */
export const riskRuns: PassRuns = { risk: measure }
