import type { RecipeStep } from '../../core/recipe.ts'
import { medianAbsolute } from '../../dsp/median.ts'
import { type NeighbourRow, NeighbourRows } from '../../dsp/neighbour-rows.ts'
import {
  type ListedBands,
  listBand,
  listedBands,
  shrinkBand,
  shrinkBandByScales,
  spreadScales,
} from '../../dsp/thresholds.ts'
import { TraceReader, TraceWriter, traceIoFloats } from '../../dsp/trace-io.ts'
import { NODE_LEAF } from '../../dsp/wpt.ts'
import type { ListedRows } from '../listed-rows.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { type TracePlan, tracePlan } from './trace-plan.ts'

/** Median of |x| of a Gaussian of unit standard deviation. */
const GAUSSIAN_MEDIAN = 0.6745

/** All that one trace after the other needs: the plan of its transform, and rows of its heap. */
export interface TraceWork {
  readonly plan: TracePlan
  readonly reader: TraceReader
  readonly writer: TraceWriter
  /** Rows of coefficients. */
  readonly scratch: Float64Array
  readonly scales: Float64Array
  readonly listed: ListedBands
  /** With `sigma` spatial. */
  readonly neighbours: NeighbourRows<NeighbourRow> | null
}

let last: { readonly key: string; readonly work: TraceWork } | undefined

/** The work for a step and a trace length; the last one is kept, for blocks come in rows of the same kind. */
export function traceWork(step: RecipeStep, nSamples: number): TraceWork {
  const params = waveletDenoiseParams(step)
  const { transform, wavelet, level, padding, bestBasis, thresholdApproximation, sigma, aperture } = params
  const ofPlan = [transform, wavelet, level, padding, bestBasis, thresholdApproximation, nSamples]
  const key = [...ofPlan, sigma === 'spatial' ? aperture : 0].join(' ')
  if (last?.key !== key) last = { key, work: makeWork(params, nSamples) }
  return last.work
}

function makeWork(params: WaveletDenoiseParams, nSamples: number): TraceWork {
  const isSpatial = params.sigma === 'spatial'
  const extra = { rows: isSpatial ? 7 + params.aperture : 5, floats: 2 * traceIoFloats(nSamples) }
  const plan = tracePlan(params, nSamples, extra)
  const { heap, nCoefficients } = plan.transform
  const makeRow = () => ({ values: heap.floats(nCoefficients) })
  return {
    plan,
    reader: new TraceReader(heap, nSamples),
    writer: new TraceWriter(heap, nSamples),
    scratch: heap.floats(nCoefficients),
    scales: heap.floats(nCoefficients),
    listed: listedBands(heap, nCoefficients, plan.bands.length),
    neighbours: isSpatial ? new NeighbourRows(heap, nCoefficients, params.aperture, makeRow) : null,
  }
}

/**
 * Standard deviation of the noise in each band of the trace that was transformed last, sigmas[to + band]. Bands that
 * pass unshrunk have 0, and so have those that the trace's basis leaves out.
 */
export function measureBands(
  { plan, scratch }: TraceWork,
  states: Uint8Array | undefined,
  { sigma }: WaveletDenoiseParams,
  sigmas: Float64Array,
  to: number,
): void {
  const { heap, coefficients } = plan.transform
  const sigmaOf = ({ start, length }: { start: number; length: number }) =>
    medianAbsolute(heap, coefficients, start, length, scratch) / GAUSSIAN_MEDIAN
  const ofTrace = sigma === 'level' ? 0 : sigmaOf(sigma === 'coarsest' ? plan.coarsest : plan.finest)
  plan.bands.forEach((band, index) => {
    const isShrunk = !band.isKept && isInBasis(states, index)
    sigmas[to + index] = !isShrunk ? 0 : sigma === 'level' ? sigmaOf(band) : ofTrace
  })
}

/** Fills `scales` with the noise scale of each coefficient of the trace that was measured last among its neighbours. */
export function measureSpread({ plan, neighbours, scales }: TraceWork): void {
  spreadScales(plan.transform.heap, neighbours!.median, neighbours!.mad, scales)
}

/** What a threshold may leave of a block of traces. */
export interface ListedTraces {
  /** A row a trace, its bands one behind the other: (coefficient) or, with `sigma` spatial, (coefficient, scale). */
  readonly rows: ListedRows
  /** Entries of each band, trace after trace. */
  readonly counts: Int32Array
}

/**
 * Adds trace t: what a threshold of k times the noise scale may leave of its coefficients, all of the bands that pass,
 * nothing of those that a basis leaves out. Scales are those of the bands, or, with `sigma` spatial, of the coefficients.
 */
export function listTrace(
  { plan, listed }: TraceWork,
  coefficients: Float64Array,
  scales: Float64Array,
  states: Uint8Array | undefined,
  { sigma }: WaveletDenoiseParams,
  k: number,
  { rows, counts }: ListedTraces,
  t: number,
): void {
  const { heap } = plan.transform
  const isSpatial = sigma === 'spatial'
  let n = 0
  for (let band = 0; band < plan.bands.length; band++) {
    const { start, length, isKept } = plan.bands[band]!
    listed.starts[band] = n
    if (!isInBasis(states, band)) listed.counts[band] = 0
    else if (isKept) listBand(heap, coefficients, 0, start, length, listed, band)
    else if (isSpatial) listBand(heap, coefficients, k, start, length, listed, band, scales)
    else listBand(heap, coefficients, k * scales[band]!, start, length, listed, band)
    n += listed.counts[band]!
  }
  counts.set(listed.counts, t * plan.bands.length)
  const at = rows.addRow(n)
  rows.indices.set(listed.indices.subarray(0, n), at)
  rows.columns[0]!.set(listed.values.subarray(0, n), at)
  if (isSpatial) rows.columns[1]!.set(listed.scales.subarray(0, n), at)
}

/** Shrinks what is listed of trace t, into the lists that the inverse is made from. */
export function shrinkTrace(
  { plan, listed }: TraceWork,
  { rows, counts }: ListedTraces,
  t: number,
  sigmas: Float64Array,
  { rule, k, sigma }: WaveletDenoiseParams,
): void {
  const { heap } = plan.transform
  const isSpatial = sigma === 'spatial'
  const [from, to] = [rows.startOf(t), rows.endOf(t)]
  listed.indices.set(rows.indices.subarray(from, to))
  listed.values.set(rows.columns[0]!.subarray(from, to))
  if (isSpatial) listed.scales.set(rows.columns[1]!.subarray(from, to))
  let start = 0
  for (let band = 0; band < plan.bands.length; band++) {
    const n = t * plan.bands.length + band
    const count = counts[n]!
    listed.starts[band] = start
    listed.counts[band] = count
    start += count
    if (count === 0 || plan.bands[band]!.isKept) continue
    if (isSpatial) shrinkBandByScales(heap, rule, k, listed, band)
    else shrinkBand(heap, rule, k * sigmas[n]!, listed, band)
  }
}

/** Whether a band counts: all do where there is no choice of a basis. */
function isInBasis(states: Uint8Array | undefined, band: number): boolean {
  return states === undefined || states[band + 1] === NODE_LEAF
}
