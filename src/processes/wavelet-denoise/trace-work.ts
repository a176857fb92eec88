import type { RecipeStep } from '../../core/recipe.ts'
import { medianAbsolute } from '../../dsp/median.ts'
import { type NeighbourRow, NeighbourRows } from '../../dsp/neighbour-rows.ts'
import { type Survivors, shrink, shrinkByScales, spreadScales } from '../../dsp/thresholds.ts'
import { NODE_LEAF } from '../../dsp/wpt.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { type TracePlan, tracePlan } from './trace-plan.ts'

/** Median of |x| of a Gaussian of unit standard deviation. */
const GAUSSIAN_MEDIAN = 0.6745

/** All that one trace after the other needs: the plan of its transform, and rows of its heap. */
export interface TraceWork {
  readonly plan: TracePlan
  /** Rows of coefficients. */
  readonly scratch: Float64Array
  readonly scales: Float64Array
  readonly survivors: Survivors
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
  const plan = tracePlan(params, nSamples, isSpatial ? 6 + params.aperture : 3)
  const { heap, nCoefficients } = plan.transform
  const makeRow = () => ({ values: heap.floats(nCoefficients) })
  return {
    plan,
    scratch: heap.floats(nCoefficients),
    scales: heap.floats(nCoefficients),
    survivors: { indices: heap.ints(nCoefficients), counts: new Int32Array(plan.bands.length) },
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

/**
 * Shrinks the coefficients of the transform in place and lists the survivors. Scales are those of the bands, or, with
 * `sigma` spatial, of the coefficients. Bands that a basis leaves out are left as they are.
 */
export function shrinkTrace(
  { plan, survivors }: TraceWork,
  scales: Float64Array,
  states: Uint8Array | undefined,
  { rule, k, sigma }: WaveletDenoiseParams,
): void {
  const { heap, coefficients } = plan.transform
  const { indices, counts } = survivors
  plan.bands.forEach(({ start, length, isKept }, band) => {
    if (!isInBasis(states, band)) return
    counts[band] =
      sigma === 'spatial' && !isKept
        ? shrinkByScales(heap, rule, k, scales, coefficients, start, length, indices)
        : shrink(heap, rule, isKept ? 0 : k * scales[band]!, coefficients, start, length, indices)
  })
}

/** Whether a band counts: all do where there is no choice of a basis. */
function isInBasis(states: Uint8Array | undefined, band: number): boolean {
  return states === undefined || states[band + 1] === NODE_LEAF
}
