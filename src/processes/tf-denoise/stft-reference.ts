import type { LanePair } from '../../dsp/lane-fft.ts'
import type { SimdHeap } from '../../dsp/simd-heap.ts'
import { type StftPlan, stftFrames, stftPlan } from '../../dsp/stft.ts'
import { TraceReader, TraceWriter, traceIoFloats } from '../../dsp/trace-io.ts'
import { bandBins } from '../band-bins.ts'
import { ListedRows } from '../listed-rows.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { OUTLIER_COLUMNS, type Outliers, outliersFrom } from './outliers.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'
import { TfRows } from './tf-rows.ts'

/** Samples, and what stands out in the time-frequency plane of each trace. */
interface StftAnalysis extends Analysis {
  readonly nTraces: number
  /** Bins of the band. */
  readonly startBin: number
  readonly endBin: number
  /** Trace after trace, as the gather has them. */
  readonly samples: Float32Array
  /** One row a trace; cells as in StftPlan. */
  readonly outliers: ListedRows
}

/**
 * By the short-time Fourier transform. What the rule changes is transformed back and added to the trace, so that a trace
 * in which nothing stands out keeps its bits, and frequencies outside the band pass.
 */
export const stftReference: Omit<ReferenceProcess, 'reach'> = {
  analyse({ gather, span, step, sampleIntervalMs, memory }): StftAnalysis {
    const { nSamples } = gather
    const { startTrace, endTrace, haloStartTrace, haloEndTrace } = span
    const params = tfDenoiseParams(step)
    const [startBin, endBin] = bandBins(params.windowSamples, sampleIntervalMs, params)
    const { plan, reader, rows } = stftWork(params, nSamples, startBin, endBin)
    const width = haloEndTrace - haloStartTrace
    const [first, end] = [startTrace - haloStartTrace, endTrace - haloStartTrace]
    const nInside = (end - first) * nSamples
    const { buffer, byteOffset } = memory.take(Math.ceil(nInside / 2))
    const samples = new Float32Array(buffer, byteOffset, nInside)
    const outliers = memory.isKept ? new ListedRows(OUTLIER_COLUMNS) : reusedRows
    outliers.clear()
    const k = outliersFrom(params, memory.isKept)
    const find = (trace: number, cells: LanePair) => {
      const signal = reader.read(haloStartTrace + trace)
      plan.signal.set(signal)
      plan.forward(startBin, endBin, cells)
      if (trace >= first && trace < end) samples.set(signal, (trace - first) * nSamples)
    }
    reader.start(gather, haloEndTrace)
    rows.restart()
    for (let t = first; t < end; t++) {
      rows.measure(t, width, params.timeSmoothing, k, find)
      rows.outliers.appendTo(outliers)
    }
    if (memory.isKept) outliers.shrink()
    const byteLength = samples.byteLength + outliers.byteLength
    return { nTraces: end - first, startBin, endBin, samples, outliers, byteLength }
  },

  synthesise(analysis, step, result, startTrace) {
    const { nTraces, startBin, endBin, samples, outliers } = analysis as StftAnalysis
    const { nSamples } = result
    const params = tfDenoiseParams(step)
    const { plan, writer, rows, changes } = stftWork(params, nSamples, startBin, endBin)
    writer.start(result, startTrace)
    for (let t = 0; t < nTraces; t++) {
      plan.signal.set(samples.subarray(t * nSamples, (t + 1) * nSamples))
      rows.outliers.readFrom(outliers, t)
      rows.outliers.applyRule(params)
      const nFrames = changes.collect(rows.outliers)
      if (nFrames > 0) plan.inverse(changes, startBin, endBin, changes.frames, nFrames)
      writer.write(plan.signal)
    }
    writer.finish()
  },

  analysisBytesPerTrace: (nSamples) => 12 * nSamples,
}

const reusedRows = new ListedRows(OUTLIER_COLUMNS)

export interface StftWork {
  readonly key: string
  readonly plan: StftPlan
  readonly reader: TraceReader
  readonly writer: TraceWriter
  readonly rows: TfRows
  readonly changes: FrameChanges
}

let lastWork: StftWork | undefined

/** What a step and a trace length need; the last one is kept, for blocks come in rows of the same kind. */
export function stftWork(params: TfDenoiseParams, nSamples: number, startBin: number, endBin: number): StftWork {
  const { windowSamples, hopSamples, boundary, aperture } = params
  const key = [nSamples, windowSamples, hopSamples, boundary, aperture, startBin, endBin].join(' ')
  if (lastWork?.key === key) return lastWork
  const nRows = endBin - startBin
  const nFrames = stftFrames(nSamples, hopSamples)
  const stride = nFrames + (nFrames % 2)
  const shape = { nRows, stride, nFrames }
  const ofRows = TfRows.floats(shape, aperture) + FrameChanges.floats(stride, nRows)
  const extraFloats = ofRows + 2 * traceIoFloats(nSamples)
  const plan = stftPlan({ nSamples, windowSamples, hopSamples, boundary }, extraFloats)
  const rows = new TfRows(plan.heap, shape, aperture)
  const changes = new FrameChanges(plan.heap, stride, nRows)
  const [reader, writer] = [new TraceReader(plan.heap, nSamples), new TraceWriter(plan.heap, nSamples)]
  lastWork = { key, plan, reader, writer, rows, changes }
  return lastWork
}

/** What a rule changes in the cells of one trace, with lanes for the frames in which it changes anything. */
class FrameChanges implements LanePair {
  readonly re: Float64Array
  readonly im: Float64Array
  /** Frame of each lane. */
  readonly frames: Int32Array
  readonly #nLanes: number
  readonly #nBins: number
  readonly #laneOfFrame: Int32Array

  /** Values of heap that it takes. */
  static floats(nLanes: number, nBins: number): number {
    return 2 * (nBins * nLanes + 4) + nLanes + 4
  }

  constructor(heap: SimdHeap, nLanes: number, nBins: number) {
    this.#nLanes = nLanes
    this.#nBins = nBins
    this.re = heap.floats(nBins * nLanes)
    this.im = heap.floats(nBins * nLanes)
    this.frames = heap.ints(nLanes)
    this.#laneOfFrame = new Int32Array(nLanes)
  }

  /** The changes of outliers to which a rule was applied; returns how many frames they are in. */
  collect({ cells, gain, re, im, count }: Outliers): number {
    const nLanes = this.#nLanes
    const laneOf = this.#laneOfFrame
    const { frames } = this
    laneOf.fill(-1)
    let nFrames = 0
    for (let i = 0; i < count; i++) {
      const frame = cells[i]! % nLanes
      if (gain[i] === 1 || laneOf[frame] !== -1) continue
      frames[nFrames] = frame
      laneOf[frame] = nFrames++
    }
    const width = nFrames + (nFrames % 2)
    this.re.fill(0, 0, this.#nBins * width)
    this.im.fill(0, 0, this.#nBins * width)
    for (let i = 0; i < count; i++) {
      const change = gain[i]! - 1
      if (change === 0) continue
      const cell = cells[i]!
      const frame = cell % nLanes
      const at = ((cell - frame) / nLanes) * width + laneOf[frame]!
      this.re[at] = change * re[i]!
      this.im[at] = change * im[i]!
    }
    return nFrames
  }
}
