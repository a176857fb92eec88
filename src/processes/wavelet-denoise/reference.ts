import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { waveletDenoiseParams } from './params.ts'
import { shrinkSpatially, shrinkTrace } from './shrinkage.ts'
import { type TracePlan, tracePlan } from './trace-plan.ts'

/**
 * Shrinkage of wavelet details (Donoho and Johnstone 1994), trace by trace: T = k median|d| / 0.6745, the noise band
 * being the finest, the coarsest, or each band its own; or, with `sigma` spatial, coefficient by coefficient from the
 * spread over neighbouring traces. The approximation passes, unless packets are told to shrink it as well.
 * An Analysis holds, per trace, the bands of its TracePlan.
 */
export const waveletDenoiseReference: ReferenceProcess = {
  analyse(block, step, sampleIntervalMs) {
    const { nSamples, nTraces } = block
    const plan = tracePlan(step, nSamples)
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
    const params = waveletDenoiseParams(step)
    const plan = tracePlan(step, nSamples)
    const states = basesOf(analysis, plan)
    const rowLength = plan.bands.length + 1
    const isSpatial = params.sigma === 'spatial'
    const shrunkBlock = isSpatial ? shrinkSpatially(coefficients, nTraces, plan, states, params) : null
    const shrunk = new Float64Array(plan.nCoefficients)
    const scratch = new Float64Array(plan.nCoefficients)
    const samples = new Float32Array(nSamples * nTraces)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(nTraces, (start, end) => {
      for (let t = start; t < end; t++) {
        const from = t * plan.nCoefficients
        const to = (t - start) * nSamples
        const ofTrace = states?.subarray(t * rowLength, (t + 1) * rowLength)
        if (shrunkBlock !== null) {
          plan.inverse(shrunkBlock, from, tile, to, ofTrace)
        } else {
          shrinkTrace(coefficients, from, plan, ofTrace, params, shrunk, scratch)
          plan.inverse(shrunk, 0, tile, to, ofTrace)
        }
      }
      writeTraceTile(tile, { nSamples, nTraces, samples }, start, end)
    })
    return samples
  },

  analysisBytesPerTrace: (nSamples, step) => 8 * tracePlan(step, nSamples).nCoefficients,
}

/** The chosen basis of each trace, bands + 1 states a trace; undefined where all bands always count. */
function basesOf({ nTraces, coefficients }: Analysis, plan: TracePlan): Uint8Array | undefined {
  if (plan.choose === null) return undefined
  const rowLength = plan.bands.length + 1
  const states = new Uint8Array(nTraces * rowLength)
  for (let t = 0; t < nTraces; t++) plan.choose(coefficients, t * plan.nCoefficients, states, t * rowLength)
  return states
}
