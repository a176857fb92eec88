import type { RecipeStep } from '../../core/recipe.ts'
import { boxMeanRows } from '../../dsp/box-mean.ts'
import { slidingMedianMad } from '../../dsp/median.ts'
import { type StftPlan, stftPlan } from '../../dsp/stft.ts'
import { tfShrinkage, tfThreshold } from '../../dsp/tf-rules.ts'
import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { bandBins } from './band.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'

/** By the short-time Fourier transform. An Analysis holds, per trace, Z[frame][bin] as (re, im) pairs. */
export const stftReference: ReferenceProcess = {
  analyse(block, step, sampleIntervalMs) {
    const { nSamples, nTraces } = block
    const plan = stft(step, nSamples)
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
    const { nSamples, nTraces, coefficients, sampleIntervalMs } = analysis
    const plan = stft(step, nSamples)
    const [startBin, endBin] = bandBins(plan.windowSamples, sampleIntervalMs, tfDenoiseParams(step))
    const gains = cellGains(analysis, plan, startBin, endBin, tfDenoiseParams(step))
    const spectrum = new Float64Array(plan.nCoefficients)
    const samples = new Float32Array(nSamples * nTraces)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(nTraces, (start, end) => {
      for (let t = start; t < end; t++) {
        spectrum.set(coefficients.subarray(t * plan.nCoefficients, (t + 1) * plan.nCoefficients))
        applyGains(spectrum, plan, startBin, endBin, gains, nTraces, t)
        plan.inverse(spectrum, 0, tile, (t - start) * nSamples)
      }
      writeTraceTile(tile, { nSamples, nTraces, samples }, start, end)
    })
    return samples
  },

  analysisBytesPerTrace: (nSamples, step) => 8 * stft(step, nSamples).nCoefficients,
}

let lastPlan: StftPlan | undefined

/** The plan for a step and a trace length; the last one is kept, for blocks come in rows of the same kind. */
function stft(step: RecipeStep, nSamples: number): StftPlan {
  const { windowSamples, hopSamples, boundary } = tfDenoiseParams(step)
  const isSame =
    lastPlan?.nSamples === nSamples &&
    lastPlan.windowSamples === windowSamples &&
    lastPlan.hopSamples === hopSamples &&
    lastPlan.boundary === boundary
  if (!isSame || lastPlan === undefined) lastPlan = stftPlan({ nSamples, windowSamples, hopSamples, boundary })
  return lastPlan
}

/** New magnitude / old magnitude of every cell of the band, laid out [bin - startBin][frame][trace]. */
function cellGains(
  analysis: Analysis,
  plan: StftPlan,
  startBin: number,
  endBin: number,
  params: TfDenoiseParams,
): Float64Array {
  const { nTraces, coefficients } = analysis
  const { k, rule, aperture, protection, protectionFactor, timeSmoothing } = params
  const shrinkage = tfShrinkage(rule, protection, protectionFactor)
  const planeSize = plan.nFrames * nTraces
  const magnitude = new Float64Array(planeSize)
  let median = new Float64Array(planeSize)
  let mad = new Float64Array(planeSize)
  let smoothed = new Float64Array(timeSmoothing > 1 ? planeSize : 0)
  const sorted = new Float64Array(aperture)
  const gains = new Float64Array((endBin - startBin) * planeSize)

  for (let bin = startBin; bin < endBin; bin++) {
    readMagnitudes(coefficients, plan, bin, nTraces, magnitude)
    for (let f = 0; f < plan.nFrames; f++) {
      slidingMedianMad(magnitude, f * nTraces, nTraces, aperture, median, mad, sorted)
    }
    if (timeSmoothing > 1) {
      boxMeanRows(median, plan.nFrames, nTraces, timeSmoothing, smoothed)
      ;[median, smoothed] = [smoothed, median]
      boxMeanRows(mad, plan.nFrames, nTraces, timeSmoothing, smoothed)
      ;[mad, smoothed] = [smoothed, mad]
    }
    const to = (bin - startBin) * planeSize
    for (let i = 0; i < planeSize; i++) {
      const a = magnitude[i]!
      const kept = shrinkage(a, median[i]!, tfThreshold(k, median[i]!, mad[i]!))
      gains[to + i] = a > 0 ? kept / a : 0
    }
  }
  return gains
}

/** magnitude[frame * nTraces + trace] = |Z| of one bin. */
function readMagnitudes(
  coefficients: Float64Array,
  plan: StftPlan,
  bin: number,
  nTraces: number,
  magnitude: Float64Array,
): void {
  for (let t = 0; t < nTraces; t++) {
    let from = t * plan.nCoefficients + 2 * bin
    for (let f = 0; f < plan.nFrames; f++) {
      const re = coefficients[from]!
      const im = coefficients[from + 1]!
      magnitude[f * nTraces + t] = Math.sqrt(re * re + im * im)
      from += 2 * plan.nBins
    }
  }
}

function applyGains(
  spectrum: Float64Array,
  plan: StftPlan,
  startBin: number,
  endBin: number,
  gains: Float64Array,
  nTraces: number,
  trace: number,
): void {
  for (let bin = startBin; bin < endBin; bin++) {
    for (let f = 0; f < plan.nFrames; f++) {
      const gain = gains[((bin - startBin) * plan.nFrames + f) * nTraces + trace]!
      const at = 2 * (f * plan.nBins + bin)
      spectrum[at] = spectrum[at]! * gain
      spectrum[at + 1] = spectrum[at + 1]! * gain
    }
  }
}
