import { PowerHistogram } from '../../dsp/power-histogram.ts'
import type { GatherPass, PassedGather, Passes, PassRuns } from '../gather-process.ts'
import { levelFactors, levelRuns } from './levels.ts'
import { NORMAL_MEDIAN } from './normal-median.ts'
import { ITERATIONS, START_REACH, WEIGHTS_REACH } from './reaches.ts'
import { startRuns } from './start.ts'
import { weightRuns } from './weights.ts'

/** Where the last weights are left. */
export const MASK_PLANE = 'mask'
/** Where the gather is left that the method was given last: with what those weights took out of it. */
export const CLEANED_PLANE = 'cleaned'

/** A method against random noise, from one plane to another. */
export type RobustMethod<Noise extends NoiseSpectrum> = (
  planes: { readonly input: string; readonly output: string },
  /** What balances the traces; 0 for the dead. */
  factors: Float64Array,
  /** As the first run returned it. */
  noise: Noise | null,
) => Passes<Noise>

export interface NoiseSpectrum {
  /** The noise power of each frequency. */
  readonly power: Float64Array
}

/**
 * A method D against random noise made safe from erratic noise: bad traces, bursts, spikes. What stands out from its
 * neighbours is cut down first, z, and x = D(z). Then, four times: residuals y - x that are large beside the level of all
 * residuals, of those of the neighbouring traces, and of half of what these traces hold themselves (a residual below that
 * is never taken for an outlier: strong signal is kept), are weighed from 1 down to 0, sample by sample, by the run of
 * samples around them, and by the whole trace thereabouts; z = x + weight (y - x), and x = D(z) by the noise of the first
 * run. Planes: `input` to `output`; the last weights are in `mask`, 1 for a sample that was kept and 0 for an outlier. A
 * trace more than twice as loud as its neighbours counts as a bad one.
 *
 * Returns the share of samples that were outliers. At the ends of a trace windows shrink; at the ends of a gather apertures do (lateralAperture).
 */
export function* safeRobust<Noise extends NoiseSpectrum>(
  gather: PassedGather,
  isBalanced: boolean,
  method: RobustMethod<Noise>,
): Passes<{ readonly outlierShare: number }> {
  const factors = yield* levelFactors(gather, isBalanced)
  const pass = (name: string, reads: GatherPass['reads'], rest: Partial<GatherPass>): GatherPass => ({
    name: `robust ${name}`,
    reads,
    writes: {},
    haloTraces: 0,
    bytesPerTrace: 48 * gather.nSamples,
    ...rest,
    given: { factors, ...rest.given },
  })
  const planes = { input: CLEANED_PLANE, output: 'output' }
  yield pass(
    'start',
    { input: 'input' },
    { writes: { cleaned: CLEANED_PLANE, floor: 'floor' }, haloTraces: START_REACH },
  )
  const noise = yield* method(planes, factors, null)
  const share = bandShare(noise.power)
  let [level, outliers] = [0, 0]
  for (let i = 0; i < ITERATIONS; i++) {
    const residuals = new PowerHistogram(1)
    for (const counts of yield pass('residuals', { input: 'input', filtered: 'output' }, {})) {
      residuals.merge(new PowerHistogram(0, counts as Uint32Array<ArrayBuffer>))
    }
    level = Math.max(level, Math.sqrt(residuals.quantile(0, 0.5)) / NORMAL_MEDIAN)
    const found = yield pass(
      'weights',
      { input: 'input', filtered: 'output', floor: 'floor' },
      {
        writes: { cleaned: CLEANED_PLANE, mask: MASK_PLANE },
        haloTraces: WEIGHTS_REACH,
        given: { level, share },
      },
    )
    outliers = found.flatMap((ofSpan) => [...ofSpan]).reduce((sum, ofTrace) => sum + ofTrace, 0)
    yield* method(planes, factors, noise)
  }
  return { outlierShare: outliers / (gather.nSamples * gather.nTraces) }
}

/**
 * The share of the band that noise of this spectrum fills, from 0 to 1 for white noise: of n samples, so many are
 * independent of each other.
 */
function bandShare(power: Float64Array): number {
  const sum = power.reduce((total, value) => total + value, 0)
  if (sum === 0) return 1
  return 1 / (power.length * power.reduce((total, value) => total + (value / sum) ** 2, 0))
}

/** How its own passes go. */
export const robustRuns: PassRuns = { ...levelRuns, ...startRuns, ...weightRuns }
