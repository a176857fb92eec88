import type { RecipeStep } from '../../core/recipe.ts'
import { dwtPlan } from '../../dsp/dwt.ts'
import { medianAbsolute } from '../../dsp/median.ts'
import { swtPlan } from '../../dsp/swt.ts'
import { shrink } from '../../dsp/thresholds.ts'
import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import { dwtMaxLevel, waveletFilters } from '../../dsp/wavelets.ts'
import type { ReferenceProcess } from '../process.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'

/** Median of |x| of a Gaussian of unit standard deviation. */
const GAUSSIAN_MEDIAN = 0.6745

/**
 * Shrinkage of wavelet details, trace by trace (Donoho and Johnstone 1994): T = k median|d| / 0.6745, the noise band
 * being the finest, the coarsest, or each band its own. The approximation passes. An Analysis holds, per trace,
 * the bands from coarse to fine: a_L, d_L, ..., d_1.
 */
export const waveletDenoiseReference: ReferenceProcess = {
  analyse(block, step, sampleIntervalMs) {
    const { nSamples, nTraces } = block
    const { plan } = wavelet(step, nSamples)
    const coefficients = new Float64Array(nTraces * plan.nCoefficients)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(nTraces, (start, end) => {
      readTraceTile(block, start, end, tile)
      for (let t = start; t < end; t++) {
        plan.forward(tile, (t - start) * nSamples, coefficients, t * plan.nCoefficients)
      }
    })
    return { nSamples, nTraces, sampleIntervalMs, coefficients }
  },

  synthesise(analysis, step) {
    const { nSamples, nTraces, coefficients } = analysis
    const { plan, bandLengths } = wavelet(step, nSamples)
    const shrunk = new Float64Array(plan.nCoefficients)
    const scratch = new Float64Array(plan.nCoefficients)
    const samples = new Float32Array(nSamples * nTraces)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(nTraces, (start, end) => {
      for (let t = start; t < end; t++) {
        shrinkTrace(coefficients, t * plan.nCoefficients, bandLengths, waveletDenoiseParams(step), shrunk, scratch)
        plan.inverse(shrunk, 0, tile, (t - start) * nSamples)
      }
      writeTraceTile(tile, { nSamples, nTraces, samples }, start, end)
    })
    return samples
  },

  analysisBytesPerTrace: (nSamples, step) => 8 * wavelet(step, nSamples).plan.nCoefficients,
}

/** The level that a step means for traces of this length: as given, or min(6, the maximum), at least 1. */
export function waveletLevel(params: WaveletDenoiseParams, nSamples: number): number {
  return params.level ?? Math.max(1, Math.min(6, dwtMaxLevel(nSamples, waveletFilters(params.wavelet).length)))
}

interface TracePlan {
  readonly plan: {
    readonly nCoefficients: number
    forward(signal: Float64Array, from: number, coefficients: Float64Array, to: number): void
    inverse(coefficients: Float64Array, from: number, signal: Float64Array, to: number): void
  }
  /** Lengths of a_L, d_L, ..., d_1. */
  readonly bandLengths: readonly number[]
}

let lastPlan: { readonly key: string; readonly plan: TracePlan } | undefined

/** The plan for a step and a trace length; the last one is kept, for blocks come in rows of the same kind. */
function wavelet(step: RecipeStep, nSamples: number): TracePlan {
  const params = waveletDenoiseParams(step)
  const key = [params.transform, params.wavelet, params.level, params.padding, nSamples].join(' ')
  if (lastPlan?.key !== key) lastPlan = { key, plan: makePlan(params, nSamples) }
  return lastPlan.plan
}

function makePlan(params: WaveletDenoiseParams, nSamples: number): TracePlan {
  const filters = waveletFilters(params.wavelet)
  const level = waveletLevel(params, nSamples)
  if (params.transform === 'dwt') {
    const plan = dwtPlan(nSamples, filters, level)
    return { plan, bandLengths: plan.bandLengths }
  }
  const plan = swtPlan(nSamples, filters, level, params.padding)
  return { plan, bandLengths: new Array<number>(level + 1).fill(plan.paddedLength) }
}

/** Shrinks the details of one trace, which starts at `from`, into `target`. */
function shrinkTrace(
  coefficients: Float64Array,
  from: number,
  bandLengths: readonly number[],
  params: WaveletDenoiseParams,
  target: Float64Array,
  scratch: Float64Array,
): void {
  const { rule, k, sigma } = params
  const approximationLength = bandLengths[0]!
  for (let i = 0; i < approximationLength; i++) target[i] = coefficients[from + i]!

  const thresholdOf = (start: number, length: number) =>
    (k * medianAbsolute(coefficients, from + start, length, scratch)) / GAUSSIAN_MEDIAN
  const finestLength = bandLengths.at(-1)!
  let threshold = 0
  if (sigma === 'finest') threshold = thresholdOf(target.length - finestLength, finestLength)
  if (sigma === 'coarsest') threshold = thresholdOf(approximationLength, bandLengths[1]!)

  let start = approximationLength
  for (let band = 1; band < bandLengths.length; band++) {
    const length = bandLengths[band]!
    if (sigma === 'level') threshold = thresholdOf(start, length)
    shrink(rule, threshold, coefficients, from + start, length, target, start)
    start += length
  }
}
