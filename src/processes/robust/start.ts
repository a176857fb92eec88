import { RunningMedian } from '../../dsp/running-median.ts'
import { runningRms } from '../../dsp/running-windows.ts'
import type { Finding, PassRuns, PassTask } from '../gather-process.ts'
import { NORMAL_MEDIAN } from './normal-median.ts'
import { START_APERTURE, WEIGHTS_APERTURE } from './reaches.ts'
import { clipped, robustWork } from './robust-work.ts'

/** Samples stay within this many times the level of the neighbouring traces. */
export const CLIP = 2.5
export const LEVEL_SAMPLES = 27

const LONG_SAMPLES = 81
/** A stretch of trace this much louder than its neighbours is made quieter. */
const LOUD_STRETCH = 1.5

/** Of the level of neighbouring traces: residuals below it are no outliers. */
const FLOOR_PART = 0.5

const NOTHING = new Float64Array(0)
const longMedian = new RunningMedian(LONG_SAMPLES)

/**
 * Writes `cleaned`, the gather with what stands out from neighbouring traces cut down: stretches of a trace by the square
 * of their excess, then samples to CLIP times the level; and `floor`, below which residuals of balanced traces are kept.
 */
function start({ rows, span, pass }: PassTask): Finding {
  const { startTrace, endTrace, haloEndTrace } = span
  const factors = pass.given['factors'] as Float64Array
  const input = rows['input']!
  const { readers, writers, lateral, scratch } = robustWork(input.nSamples)
  const [reader] = readers
  const [cleaned, floors] = writers
  const [magnitudes, out, level, long, middle] = scratch
  reader.start(input, haloEndTrace)
  lateral.start(startTrace, input.nTraces)
  cleaned.start(rows['cleaned']!, startTrace)
  floors.start(rows['floor']!, startTrace)
  for (let trace = startTrace; trace < endTrace; trace++) {
    const { rows: own } = lateral.moveTo(trace, (other, [samples, rms, longRms, median]) => {
      balance(reader.read(other), factors[other]!, samples!, magnitudes)
      runningRms(samples!, LEVEL_SAMPLES, rms!)
      runningRms(samples!, LONG_SAMPLES, longRms!)
      longMedian.measure(magnitudes, median!)
      return factors[other] !== 0
    })
    const [samples, , , median] = own
    lateral.median(1, trace, START_APERTURE, level)
    lateral.median(2, trace, START_APERTURE, long)
    lateral.median(3, trace, START_APERTURE, middle)
    const undo = factors[trace] === 0 ? 0 : 1 / factors[trace]!
    out.forEach((_, i) => {
      const local = median![i]! / NORMAL_MEDIAN
      const most = LOUD_STRETCH * Math.max(middle[i]! / NORMAL_MEDIAN, long[i]!)
      const gain = local > most ? (most / local) ** 2 : 1
      out[i] = undo * clipped(gain * samples![i]!, CLIP * level[i]!)
    })
    cleaned.write(out)
    lateral.median(1, trace, WEIGHTS_APERTURE, level)
    level.forEach((value, i) => {
      out[i] = FLOOR_PART * value
    })
    floors.write(out)
  }
  cleaned.finish()
  floors.finish()
  return NOTHING
}

function balance(samples: Float64Array, factor: number, target: Float64Array, magnitudes: Float64Array): void {
  for (let i = 0; i < samples.length; i++) {
    target[i] = factor * samples[i]!
    magnitudes[i] = Math.abs(target[i]!)
  }
}

export const startRuns: PassRuns = { 'robust start': start }
