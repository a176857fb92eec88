import { ListedRows, listedFrom } from '../listed-rows.ts'
import type { Analysis, AnalysisTask, ReferenceProcess } from '../process.ts'
import { packetGeometry } from './packet-plan.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { waveletGeometry } from './plan.ts'
import {
  type ListedTraces,
  listTrace,
  measureBands,
  measureSpread,
  shrinkTrace,
  type TraceWork,
  traceWork,
} from './trace-work.ts'

interface WaveletAnalysis extends Analysis {
  readonly nTraces: number
  readonly listed: ListedTraces
  /** Standard deviation of the noise in each band of each trace; not with `sigma` spatial. */
  readonly sigmas: Float64Array
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
    const { nTraces, listed, sigmas, states } = analysis as WaveletAnalysis
    const { nSamples } = result
    const params = waveletDenoiseParams(step)
    const work = traceWork(step, nSamples)
    work.writer.start(result, startTrace)
    for (let t = 0; t < nTraces; t++) {
      shrinkTrace(work, listed, t, sigmas, params)
      work.plan.inverse(work.listed, statesOf(states, work, t))
      work.writer.write(work.plan.transform.signal)
    }
    work.writer.finish()
  },

  reach(step) {
    const { k } = waveletDenoiseParams(step)
    return { kept: listedFrom(k, true), wanted: k }
  },

  analysisBytesPerTrace: (nSamples, step) => 2 * coefficientCount(waveletDenoiseParams(step), nSamples) + 8 * nSamples,
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
  const sigmas = memory.take(nTraces * bands.length)
  const states = emptyStates(work, nTraces)
  const listed = emptyList(1, nTraces * bands.length, memory.isKept)
  const k = listedFrom(params.k, memory.isKept)
  work.reader.start(gather, endTrace)
  for (let t = 0; t < nTraces; t++) {
    transform.signal.set(work.reader.read(startTrace + t))
    transform.forward()
    chooseStates(states, work, t)
    const ofTrace = statesOf(states, work, t)
    measureBands(work, ofTrace, params, sigmas, t * bands.length)
    listTrace(work, transform.coefficients, sigmas.subarray(t * bands.length), ofTrace, params, k, listed, t)
  }
  if (memory.isKept) listed.rows.shrink()
  return { nTraces, listed, sigmas, states, byteLength: bytesOf(listed) + sigmas.byteLength }
}

/** Each trace is transformed once, whatever the aperture. */
function analyseSpatially({ gather, span, step, memory }: AnalysisTask): WaveletAnalysis {
  const { nSamples } = gather
  const { startTrace, endTrace, haloStartTrace, haloEndTrace } = span
  const params = waveletDenoiseParams(step)
  const work = traceWork(step, nSamples)
  const { transform } = work.plan
  const neighbours = work.neighbours!
  const nTraces = endTrace - startTrace
  const halo = startTrace - haloStartTrace
  const width = haloEndTrace - haloStartTrace
  const states = emptyStates(work, nTraces)
  const listed = emptyList(2, nTraces * work.plan.bands.length, memory.isKept)
  const k = listedFrom(params.k, memory.isKept)
  work.reader.start(gather, haloEndTrace)
  neighbours.restart()
  for (let t = 0; t < nTraces; t++) {
    const row = neighbours.measure(halo + t, width, (trace, { values }) => {
      transform.signal.set(work.reader.read(haloStartTrace + trace))
      transform.forward()
      values.set(transform.coefficients)
      if (trace >= halo && trace < halo + nTraces) chooseStates(states, work, trace - halo)
    })
    measureSpread(work)
    listTrace(work, row.values, work.scales, statesOf(states, work, t), params, k, listed, t)
  }
  if (memory.isKept) listed.rows.shrink()
  return { nTraces, listed, sigmas: NONE, states, byteLength: bytesOf(listed) }
}

const NONE = new Float64Array(0)

const reusedRows = new Map<number, ListedRows>()

/** Rows of their own to be kept, or those of the last analysis. */
function emptyList(nColumns: number, nCounts: number, isKept: boolean): ListedTraces {
  const rows = (isKept ? undefined : reusedRows.get(nColumns)) ?? new ListedRows(nColumns)
  if (!isKept) reusedRows.set(nColumns, rows)
  rows.clear()
  return { rows, counts: new Int32Array(nCounts) }
}

function bytesOf({ rows, counts }: ListedTraces): number {
  return rows.byteLength + counts.byteLength
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
