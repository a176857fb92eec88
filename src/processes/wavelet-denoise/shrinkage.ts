import { medianAbsolute, slidingMedianMad } from '../../dsp/median.ts'
import { shrink, shrinkBySpread } from '../../dsp/thresholds.ts'
import { NODE_LEAF } from '../../dsp/wpt.ts'
import type { WaveletDenoiseParams } from './params.ts'
import type { TracePlan } from './trace-plan.ts'

/** Median of |x| of a Gaussian of unit standard deviation. */
const GAUSSIAN_MEDIAN = 0.6745
/** Coefficients of a trace taken at a time: 8 float64 are one cache line of the strided side. */
const TILE_COEFFICIENTS = 8

/** Shrinks one trace, which starts at `from`, into `target`. Bands that its basis leaves out are left as they are. */
export function shrinkTrace(
  coefficients: Float64Array,
  from: number,
  plan: TracePlan,
  states: Uint8Array | undefined,
  params: WaveletDenoiseParams,
  target: Float64Array,
  scratch: Float64Array,
): void {
  const { rule, k, sigma } = params
  const { bands } = plan
  const thresholdOf = (start: number, length: number) =>
    (k * medianAbsolute(coefficients, from + start, length, scratch)) / GAUSSIAN_MEDIAN
  let threshold = 0
  if (sigma === 'finest') threshold = thresholdOf(plan.finest.start, plan.finest.length)
  if (sigma === 'coarsest') threshold = thresholdOf(plan.coarsest.start, plan.coarsest.length)
  for (let band = 0; band < bands.length; band++) {
    if (states !== undefined && states[band + 1] !== NODE_LEAF) continue
    const { start, length, isKept } = bands[band]!
    if (sigma === 'level' && !isKept) threshold = thresholdOf(start, length)
    shrink(rule, isKept ? 0 : threshold, coefficients, from + start, length, target, start)
  }
}

/**
 * Shrinks all traces of a block by the spread of each coefficient over the traces around it, each trace's
 * coefficients having been found once: a new array of the layout of `coefficients`. `states` has one row of
 * bands + 1 a trace; a band that is in the basis of no trace is left out.
 */
export function shrinkSpatially(
  coefficients: Float64Array,
  nTraces: number,
  plan: TracePlan,
  states: Uint8Array | undefined,
  { rule, k, aperture }: WaveletDenoiseParams,
): Float64Array {
  const { bands, nCoefficients: stride } = plan
  const shrunk = new Float64Array(coefficients.length)
  const values = new Float64Array(TILE_COEFFICIENTS * nTraces)
  const median = new Float64Array(TILE_COEFFICIENTS * nTraces)
  const mad = new Float64Array(TILE_COEFFICIENTS * nTraces)
  const sorted = new Float64Array(aperture)
  for (let band = 0; band < bands.length; band++) {
    if (!isInAnyBasis(states, band, bands.length + 1)) continue
    const { start, length, isKept } = bands[band]!
    for (let first = start; first < start + length; first += TILE_COEFFICIENTS) {
      const count = Math.min(TILE_COEFFICIENTS, start + length - first)
      for (let t = 0; t < nTraces; t++) {
        for (let i = 0; i < count; i++) values[i * nTraces + t] = coefficients[t * stride + first + i]!
      }
      for (let i = 0; i < count && !isKept; i++) {
        slidingMedianMad(values, i * nTraces, nTraces, aperture, median, mad, sorted)
        shrinkBySpread(rule, k, values, i * nTraces, nTraces, median, mad)
      }
      for (let t = 0; t < nTraces; t++) {
        for (let i = 0; i < count; i++) shrunk[t * stride + first + i] = values[i * nTraces + t]!
      }
    }
  }
  return shrunk
}

function isInAnyBasis(states: Uint8Array | undefined, band: number, rowLength: number): boolean {
  if (states === undefined) return true
  for (let at = band + 1; at < states.length; at += rowLength) if (states[at] === NODE_LEAF) return true
  return false
}
