import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import type { Analysis, AnalysisTask, ReferenceProcess } from '../process.ts'
import { packetGeometry } from './packet-plan.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { waveletGeometry } from './plan.ts'
import { measureBands, measureSpread, shrinkTrace, type TraceWork, traceWork } from './trace-work.ts'

interface WaveletAnalysis extends Analysis {
  readonly nTraces: number
  /** The bands of a TracePlan, trace after trace. */
  readonly coefficients: Float64Array
  /** Noise scales: of each coefficient in the same layout with `sigma` spatial, else of each band, trace after trace. */
  readonly scales: Float64Array
  /** The chosen basis of each trace, bands + 1 states a trace; null where all bands always count. */
  readonly states: Uint8Array | null
}

/**
 * Shrinkage of wavelet details (Donoho and Johnstone 1994), trace by trace: T = k median|d| / 0.6745, the noise band
 * being the finest, the coarsest, or each band its own; or, with `sigma` spatial, coefficient by coefficient from the
 * spread over neighbouring traces. The approximation passes, unless packets are told to shrink it as well.
 */
export const waveletDenoiseReference: ReferenceProcess = {
  analyse(task): WaveletAnalysis {
    return waveletDenoiseParams(task.step).sigma === 'spatial' ? analyseSpatially(task) : analyseTraces(task)
  },

  synthesise(analysis, step, result, startTrace) {
    const { nTraces, coefficients, scales, states } = analysis as WaveletAnalysis
    const { nSamples } = result
    const params = waveletDenoiseParams(step)
    const work = traceWork(step, nSamples)
    const { transform, bands } = work.plan
    const stride = transform.nCoefficients
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(0, nTraces, (from, to) => {
      for (let t = from; t < to; t++) {
        const ofTrace = statesOf(states, work, t)
        transform.coefficients.set(coefficients.subarray(t * stride, (t + 1) * stride))
        if (params.sigma === 'spatial') work.scales.set(scales.subarray(t * stride, (t + 1) * stride))
        const used = params.sigma === 'spatial' ? work.scales : scales.subarray(t * bands.length)
        shrinkTrace(work, used, ofTrace, params)
        work.plan.inverse(work.survivors, ofTrace)
        tile.set(transform.signal, (t - from) * nSamples)
      }
      writeTraceTile(tile, result, startTrace + from, startTrace + to)
    })
  },

  analysisBytesPerTrace(nSamples, step) {
    const params = waveletDenoiseParams(step)
    return (params.sigma === 'spatial' ? 16 : 8) * coefficientCount(params, nSamples)
  },
}

function coefficientCount(params: WaveletDenoiseParams, nSamples: number): number {
  const shape = { nSamples, nTraces: 1, sampleIntervalMs: 1 }
  if (params.transform === 'wpt') {
    const { keptLevels, nodeRows } = packetGeometry(shape, params)
    return keptLevels.reduce((sum, j) => sum + 2 ** j * nodeRows[j]!, 0)
  }
  const { detailRows, lengths, level } = waveletGeometry(shape, params)
  return detailRows + lengths[level]!
}

function analyseTraces({ gather, span, step, memory }: AnalysisTask): WaveletAnalysis {
  const { nSamples } = gather
  const { startTrace, endTrace } = span
  const params = waveletDenoiseParams(step)
  const work = traceWork(step, nSamples)
  const { transform, bands } = work.plan
  const nTraces = endTrace - startTrace
  const coefficients = memory.take(nTraces * transform.nCoefficients)
  const scales = memory.take(nTraces * bands.length)
  const states = emptyStates(work, nTraces)
  const tile = memory.take(TILE_TRACES * nSamples)
  forEachTile(startTrace, endTrace, (from, to) => {
    readTraceTile(gather, from, to, tile)
    for (let trace = from; trace < to; trace++) {
      const t = trace - startTrace
      transform.signal.set(tile.subarray((trace - from) * nSamples, (trace - from + 1) * nSamples))
      transform.forward()
      chooseStates(states, work, t)
      measureBands(work, statesOf(states, work, t), params, scales, t * bands.length)
      coefficients.set(transform.coefficients, t * transform.nCoefficients)
    }
  })
  return { nTraces, coefficients, scales, states, byteLength: coefficients.byteLength + scales.byteLength }
}

/** Each trace is transformed once, whatever the aperture. */
function analyseSpatially({ gather, span, step, memory }: AnalysisTask): WaveletAnalysis {
  const { nSamples } = gather
  const { startTrace, endTrace, haloStartTrace, haloEndTrace } = span
  const work = traceWork(step, nSamples)
  const { plan, neighbours } = work
  const { transform } = plan
  const stride = transform.nCoefficients
  const nTraces = endTrace - startTrace
  const samples = memory.take((haloEndTrace - haloStartTrace) * nSamples)
  forEachTile(haloStartTrace, haloEndTrace, (from, to) => {
    readTraceTile(gather, from, to, samples.subarray((from - haloStartTrace) * nSamples))
  })
  const coefficients = memory.take(nTraces * stride)
  const scales = memory.take(nTraces * stride)
  const states = emptyStates(work, nTraces)
  const halo = startTrace - haloStartTrace
  neighbours!.restart()
  for (let t = 0; t < nTraces; t++) {
    const row = neighbours!.measure(halo + t, haloEndTrace - haloStartTrace, (trace, { values }) => {
      transform.signal.set(samples.subarray(trace * nSamples, (trace + 1) * nSamples))
      transform.forward()
      values.set(transform.coefficients)
      if (trace >= halo && trace < halo + nTraces) chooseStates(states, work, trace - halo)
    })
    measureSpread(work)
    coefficients.set(row.values, t * stride)
    scales.set(work.scales, t * stride)
  }
  return { nTraces, coefficients, scales, states, byteLength: coefficients.byteLength + scales.byteLength }
}

function emptyStates({ plan }: TraceWork, nTraces: number): Uint8Array | null {
  return plan.choose === null ? null : new Uint8Array(nTraces * (plan.bands.length + 1))
}

/** Chooses the basis of trace t, which was transformed last. */
function chooseStates(states: Uint8Array | null, { plan }: TraceWork, t: number): void {
  if (states !== null) plan.choose?.(states, t * (plan.bands.length + 1))
}

function statesOf(states: Uint8Array | null, { plan }: TraceWork, t: number): Uint8Array | undefined {
  const rowLength = plan.bands.length + 1
  return states?.subarray(t * rowLength, (t + 1) * rowLength)
}
