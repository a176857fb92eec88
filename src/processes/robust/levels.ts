import { lateralAperture } from '../../dsp/lateral-rows.ts'
import { runningRms } from '../../dsp/running-windows.ts'
import type { Finding, PassedGather, Passes, PassRuns, PassTask } from '../gather-process.ts'
import { START_APERTURE, START_REACH } from './reaches.ts'
import { clipped, robustWork } from './robust-work.ts'
import { CLIP, LEVEL_SAMPLES } from './start.ts'

/** A trace this much louder than its neighbours is a bad one, which their level says more about. */
const LOUD = 2

/** Balanced traces are within this factor of the gather's level. */
const BALANCED = 1.2

/**
 * What balances each trace of plane `input`, whatever erratic noise is in it: its level is measured with outliers clipped;
 * loud traces count as their neighbours do. Traces are brought within the factor BALANCED of the gather's median level, and
 * the gather to 1. 1 where nothing is to be balanced; 0 for dead traces, balanced or not.
 */
export function* levelFactors(gather: PassedGather, isBalanced: boolean): Passes<Float64Array> {
  const found = yield {
    name: 'robust levels',
    reads: { input: 'input' },
    writes: {},
    haloTraces: START_REACH,
    bytesPerTrace: 48 * gather.nSamples,
    given: {},
  }
  const own = found.flatMap((levelsOfSpan) => [...levelsOfSpan])
  const levels = own.map((level, trace) => {
    const { start, end } = lateralAperture(trace, own.length, START_APERTURE)
    const ofNeighbours = median(own.slice(start, end).filter((other) => other > 0))
    return level > LOUD * ofNeighbours ? ofNeighbours : level
  })
  const live = levels.filter((level) => level > 0)
  const middle = live.length === 0 ? 1 : median(live)
  return Float64Array.from(levels, (level) => {
    if (level === 0) return 0
    if (!isBalanced) return 1
    const relative = level / middle
    const left = Math.min(BALANCED, Math.max(1 / BALANCED, relative))
    return left / (relative * middle)
  })
}

/** The mean of the middle two of an even count. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The root mean square of each trace of the span, its samples clipped by the level of the neighbours; 0 for dead ones. */
function levels({ rows, span }: PassTask): Finding {
  const input = rows['input']!
  const { nSamples, nTraces } = input
  const { readers, lateral, scratch } = robustWork(nSamples)
  const [reader] = readers
  const [around] = scratch
  reader.start(input, span.haloEndTrace)
  lateral.start(span.startTrace, nTraces)
  return Float64Array.from({ length: span.endTrace - span.startTrace }, (_, t) => {
    const trace = span.startTrace + t
    const { rows: own, isLive } = lateral.moveTo(trace, (other, [samples, rms]) => {
      samples!.set(reader.read(other))
      runningRms(samples!, LEVEL_SAMPLES, rms!)
      return samples!.some((sample) => sample !== 0)
    })
    if (!isLive) return 0
    lateral.median(1, trace, START_APERTURE, around)
    const sum = own[0]!.reduce((total, sample, i) => total + clipped(sample, CLIP * around[i]!) ** 2, 0)
    return Math.sqrt(sum / nSamples)
  })
}

export const levelRuns: PassRuns = { 'robust levels': levels }
