/**
 * Plan: kernels of the robust mode against what the twin measures with: running medians, exact to float32, of runs with ties,
 * even counts at the ends, and traces shorter than a run; running root mean squares, clipped or not; levels of traces.
 * Root mean squares within 1e-6: float32 sums of up to 81 squares.
 */
import { test } from 'vitest'
import { RunningMedian } from '../../../src/dsp/running-median.ts'
import { runningRms } from '../../../src/dsp/running-windows.ts'
import { levelFactors } from '../../../src/processes/robust/levels.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { makeGather, noise, traceOf } from '../../gathers.ts'
import { withDevice } from '../../gpu-device.ts'
import { runKernel } from '../../run-kernel.ts'

const N_TRACES = 5

/** Trace by trace, as (nSamples, N_TRACES). */
function byTrace(samples: Float32Array, measure: (trace: Float64Array, target: Float64Array) => void): Float32Array {
  const found = new Float32Array(samples.length)
  for (let j = 0; j < N_TRACES; j++) {
    const trace = Float64Array.from(traceOf(samples, N_TRACES, j))
    const target = new Float64Array(trace.length)
    measure(trace, target)
    for (const [i, value] of target.entries()) found[i * N_TRACES + j] = value
  }
  return found
}

test.each([
  [300, 81],
  [45, 101],
  [1, 101],
])('running medians of %i samples, %i at a time', async (nSamples, length) => {
  // Few different values in some traces, none but one in the last.
  const { samples } = makeGather(nSamples, N_TRACES, (i, j) =>
    j === 4 ? 2 : j % 2 === 0 ? noise(i, j) : Math.round(3 * noise(i, j)),
  )
  const medians = new Float32Array(samples.length)
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: 'robust/running_median.wgsl' },
      params: { nTraces: N_TRACES, nRows: Math.ceil(nSamples / 16), nSamples, run: length },
      arrays: [samples, medians],
    }),
  )
  const median = new RunningMedian(length)
  const expected = byTrace(samples, (trace, target) => median.measure(trace.map(Math.abs), target))
  expectArraysClose(medians, expected, { relativeToMax: 1e-7, columns: N_TRACES })
})

test.each([0, 1.5])('running root mean squares, clip %d', async (clip) => {
  const { samples } = makeGather(200, N_TRACES, (i, j) => (j === 3 ? 1e-25 : 1) * noise(i, j) * (i % 50 === 7 ? 30 : 1))
  const floors = makeGather(200, N_TRACES, (i) => (i < 100 ? 0.2 : 0.9)).samples
  const spreads = new Float32Array(2 * samples.length)
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: 'robust/running_spreads.wgsl' },
      params: { nTraces: N_TRACES, nRows: 200, shortRun: 13, longRun: 81, clip },
      arrays: [samples, floors, Float32Array.of(0.5, 0, 0), spreads],
    }),
  )
  const within = samples.map((sample, i) => {
    const limit = clip === 0 ? Number.POSITIVE_INFINITY : clip * Math.max(0.5, floors[i]!)
    return Math.min(limit, Math.max(-limit, sample))
  })
  for (const [part, length] of [13, 81].entries()) {
    const expected = byTrace(within, (trace, target) => runningRms(trace, length, target))
    const found = spreads.filter((_, i) => i % 2 === part)
    for (let j = 0; j < N_TRACES; j++) {
      expectArraysClose(traceOf(found, N_TRACES, j), traceOf(expected, N_TRACES, j), { relativeToMax: 1e-6 })
    }
  }
})

test.each([
  [40, true],
  [41, false],
])('factors of %i levels, balanced: %s', async (nTraces, isBalanced) => {
  const levels = Float32Array.from({ length: nTraces }, (_, j) =>
    j % 9 === 2 ? 0 : (1.5 + noise(j, 1)) * (j === 20 ? 6 : 1),
  )
  const [judged, factors] = [new Float32Array(nTraces), new Float32Array(2 * nTraces)]
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: 'robust/level_factors.wgsl' },
      params: { nTraces, firstTrace: 0, gatherTraces: nTraces, isBalanced: Number(isBalanced) },
      arrays: [levels, judged, factors],
      workgroups: [1, 1, 1],
    }),
  )
  const passes = levelFactors({ nSamples: 1, nTraces, sampleIntervalMs: 2, headers: {} }, isBalanced)
  passes.next()
  const expected = passes.next([Float64Array.from(levels)]).value as Float64Array
  expectArraysClose(
    factors.filter((_, i) => i % 2 === 0),
    Float32Array.from(expected),
    { relativeToMax: 1e-6 },
  )
  const undoing = Float32Array.from(expected, (factor) => (factor === 0 ? 0 : 1 / factor))
  expectArraysClose(
    factors.filter((_, i) => i % 2 === 1),
    undoing,
    { relativeToMax: 1e-6 },
  )
})
