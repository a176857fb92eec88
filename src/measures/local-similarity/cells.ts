import { gaussianWeights } from '../../dsp/gaussian.ts'
import { SILENCE } from '../silence.ts'

/**
 * Samples of a trace whose products are summed before they are smoothed, a cell: the Gaussian that follows is wider, so
 * that the cells show all of the smooth mean, at a fraction of the work.
 */
export const CELL_SAMPLES = 8

/** Standard deviations of the mean, those of signal protection: 10.5 samples, to which a cell adds (n^2 - 1) / 12 squared, and 2.5 traces. */
export const TIME_WEIGHTS = gaussianWeights(Math.sqrt(10.5 ** 2 - (CELL_SAMPLES ** 2 - 1) / 12) / CELL_SAMPLES)
export const TRACE_WEIGHTS = gaussianWeights(2.5)

export const TRACE_REACH = (TRACE_WEIGHTS.length - 1) / 2

export function cellCount(nSamples: number): number {
  return Math.ceil(nSamples / CELL_SAMPLES)
}

/** Mean energy of a cell at and below which it counts as silent. */
export function silentEnergy({ before, nLive }: { readonly before: number; readonly nLive: number }): number {
  return (SILENCE * CELL_SAMPLES * before) / nLive
}
