import { PowerHistogram } from '../../dsp/power-histogram.ts'
import { RunningMedian } from '../../dsp/running-median.ts'
import { runningMaximum, runningRms } from '../../dsp/running-windows.ts'
import type { Finding, PassRuns, PassTask } from '../gather-process.ts'
import { NORMAL_MEDIAN } from './normal-median.ts'
import { WEIGHTS_APERTURE } from './reaches.ts'
import { clipped, robustWork } from './robust-work.ts'

/** Beyond this many times the level residuals no longer raise what they are compared with. */
const CLIP = 6
const LEVEL_SAMPLES = 27

/** Single samples: weight 1 up to so many times the base, 0 from `end` times on. */
const SAMPLES = { start: 3.5, end: 4.5 }
/** Runs of samples, judged by their RMS and by that of the runs around; `deviations` of it from that of noise. */
const RUNS = { samples: 13, around: 7, deviations: 3, end: 1.25 }
/** Stretches of a trace, judged by their median. */
const STRETCHES = { samples: 101, deviations: 5.5, end: 1.3 }

const stretchMedian = new RunningMedian(STRETCHES.samples)

/** The powers of the residuals of balanced traces. */
function residuals({ rows, span, pass }: PassTask): Finding {
  const factors = pass.given['factors'] as Float64Array
  const input = rows['input']!
  const [samples, filtered] = robustWork(input.nSamples).readers
  const histogram = new PowerHistogram(1)
  samples.start(input, span.endTrace)
  filtered.start(rows['filtered']!, span.endTrace)
  for (let trace = span.startTrace; trace < span.endTrace; trace++) {
    const factor = factors[trace]!
    const [y, x] = [samples.read(trace), filtered.read(trace)]
    for (let i = 0; i < y.length; i++) histogram.add(0, (factor * (y[i]! - x[i]!)) ** 2)
  }
  return histogram.counts
}

/**
 * Writes `mask`, the weight of each residual, and `cleaned`, what was filtered plus the residual by its weight. Finds how
 * many samples of each trace were outliers, in parts where weights are.
 */
function weights({ rows, span, pass }: PassTask): Finding {
  const { startTrace, endTrace, haloEndTrace } = span
  const { factors, level, share } = pass.given as { factors: Float64Array; level: number; share: number }
  const input = rows['input']!
  const { readers, writers, lateral, scratch } = robustWork(input.nSamples)
  const [ys, xs, floors] = readers
  const [cleaned, mask] = writers
  const [base, runs, stretches, weight, z] = scratch
  /** Into z: residuals that no longer raise what they are compared with. */
  const clip = (residual: Float64Array, floor: Float64Array): void => {
    for (let i = 0; i < z.length; i++) z[i] = clipped(residual[i]!, CLIP * Math.max(level, floor[i]!))
  }
  ys.start(input, haloEndTrace)
  xs.start(rows['filtered']!, haloEndTrace)
  floors.start(rows['floor']!, haloEndTrace)
  cleaned.start(rows['cleaned']!, startTrace)
  mask.start(rows['mask']!, startTrace)
  lateral.start(startTrace, input.nTraces)
  const runStart = 1 + RUNS.deviations / Math.sqrt(2 * RUNS.samples * share)
  const stretchStart = 1 + STRETCHES.deviations / Math.sqrt(2 * STRETCHES.samples * share)
  const outliers = new Float64Array(endTrace - startTrace)
  for (let trace = startTrace; trace < endTrace; trace++) {
    const { rows: own } = lateral.moveTo(trace, (other, [r, x, rms, floor]) => {
      x!.set(xs.read(other))
      residualsOf(ys.read(other), x!, factors[other]!, r!)
      floor!.set(floors.read(other))
      clip(r!, floor!)
      runningRms(z, LEVEL_SAMPLES, rms!)
      return factors[other] !== 0
    })
    const [residual, x, , floor] = own as [Float64Array, Float64Array, Float64Array, Float64Array]
    lateral.median(2, trace, WEIGHTS_APERTURE, base)
    base.forEach((around, i) => {
      base[i] = Math.max(level, floor[i]!, around)
    })
    clip(residual, floor)
    runningRms(z, RUNS.samples, weight)
    runningMaximum(weight, RUNS.around, runs)
    residual.forEach((value, i) => {
      z[i] = Math.abs(value)
    })
    stretchMedian.measure(z, stretches)
    const undo = factors[trace] === 0 ? 0 : 1 / factors[trace]!
    weight.forEach((_, i) => {
      const per = base[i] === 0 ? 0 : 1 / base[i]!
      weight[i] =
        ramp(per * Math.abs(residual[i]!), SAMPLES.start, SAMPLES.end) *
        ramp(per * runs[i]!, runStart, RUNS.end * runStart) *
        ramp((per * stretches[i]!) / NORMAL_MEDIAN, stretchStart, STRETCHES.end * stretchStart)
      z[i] = x[i]! + undo * weight[i]! * residual[i]!
    })
    cleaned.write(z)
    mask.write(weight)
    outliers[trace - startTrace] = weight.reduce((sum, one) => sum + (1 - one), 0)
  }
  cleaned.finish()
  mask.finish()
  return outliers
}

function residualsOf(y: Float64Array, x: Float64Array, factor: number, target: Float64Array): void {
  for (let i = 0; i < y.length; i++) target[i] = factor * (y[i]! - x[i]!)
}

/** 1 up to `start`, 0 from `end` on, and straight between. */
function ramp(value: number, start: number, end: number): number {
  return Math.min(1, Math.max(0, (end - value) / (end - start)))
}

export const weightRuns: PassRuns = { 'robust residuals': residuals, 'robust weights': weights }
