import type { LanePair } from '../../dsp/lane-fft.ts'
import type { SimdHeap } from '../../dsp/simd-heap.ts'
import { type StftPlan, stftFrames, stftPlan } from '../../dsp/stft.ts'
import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { bandBins } from './band.ts'
import { OutlierList, outlierFloor, type RuledGain, ruledGain } from './outliers.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'
import { TfRows } from './tf-rows.ts'

/** Samples, and what stands out in the time-frequency plane of each trace. */
interface StftAnalysis extends Analysis {
  readonly nTraces: number
  /** Bins of the band. */
  readonly startBin: number
  readonly endBin: number
  /** Trace after trace. */
  readonly samples: Float64Array
  /** One row a trace; cells as in StftPlan. */
  readonly outliers: OutlierList
}

/**
 * By the short-time Fourier transform. What the rule changes is transformed back and added to the trace, so that a trace
 * in which nothing stands out keeps its bits, and frequencies outside the band pass.
 */
export const stftReference: ReferenceProcess = {
  analyse({ gather, span, step, sampleIntervalMs, memory }): StftAnalysis {
    const { nSamples } = gather
    const { startTrace, endTrace, haloStartTrace, haloEndTrace } = span
    const params = tfDenoiseParams(step)
    const [startBin, endBin] = bandBins(params.windowSamples, sampleIntervalMs, params)
    const { plan, rows } = workOf(params, nSamples, startBin, endBin)
    const width = haloEndTrace - haloStartTrace
    const samples = memory.take(width * nSamples)
    forEachTile(haloStartTrace, haloEndTrace, (from, to) => {
      readTraceTile(gather, from, to, samples.subarray((from - haloStartTrace) * nSamples))
    })
    const [first, end] = [startTrace - haloStartTrace, endTrace - haloStartTrace]
    const outliers = memory.isKept ? new OutlierList() : reusedList
    outliers.clear()
    const floor = outlierFloor(step, memory.isKept)
    const find = (trace: number, { re, im }: LanePair) => {
      plan.forward(samples, trace * nSamples, startBin, endBin, re, im)
    }
    rows.restart()
    for (let t = first; t < end; t++) {
      const row = rows.measure(t, width, params.timeSmoothing, find)
      outliers.addRow(rows, row, rows.listOutliers(row, floor))
    }
    if (memory.isKept) outliers.shrink()
    const byteLength = samples.byteLength + outliers.byteLength
    const inner = samples.subarray(first * nSamples, end * nSamples)
    return { nTraces: end - first, startBin, endBin, samples: inner, outliers, byteLength }
  },

  synthesise(analysis, step, result, startTrace) {
    const { nTraces, startBin, endBin, samples, outliers } = analysis as StftAnalysis
    const { nSamples } = result
    const { plan, changes } = workOf(tfDenoiseParams(step), nSamples, startBin, endBin)
    const gain = ruledGain(step)
    const change = new Float64Array(nSamples)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(0, nTraces, (from, to) => {
      tile.set(samples.subarray(from * nSamples, to * nSamples))
      for (let t = from; t < to; t++) {
        const nFrames = changes.collect(outliers, t, gain)
        if (nFrames === 0) continue
        plan.inverse(changes.re, changes.im, startBin, endBin, change, 0, changes.frames, nFrames)
        const at = (t - from) * nSamples
        for (let i = 0; i < nSamples; i++) tile[at + i] = tile[at + i]! + change[i]!
      }
      writeTraceTile(tile, result, startTrace + from, startTrace + to)
    })
  },

  analysisBytesPerTrace: (nSamples) => 12 * nSamples,
}

const reusedList = new OutlierList()

interface StftWork {
  readonly key: string
  readonly plan: StftPlan
  readonly rows: TfRows
  readonly changes: FrameChanges
}

let lastWork: StftWork | undefined

/** What a step and a trace length need; the last one is kept, for blocks come in rows of the same kind. */
function workOf(params: TfDenoiseParams, nSamples: number, startBin: number, endBin: number): StftWork {
  const { windowSamples, hopSamples, boundary, aperture } = params
  const key = [nSamples, windowSamples, hopSamples, boundary, aperture, startBin, endBin].join(' ')
  if (lastWork?.key === key) return lastWork
  const nRows = endBin - startBin
  const nFrames = stftFrames(nSamples, hopSamples)
  const stride = nFrames + (nFrames % 2)
  const shape = { nRows, stride, nFrames }
  const extraFloats = TfRows.floats(shape, aperture) + FrameChanges.floats(stride, nRows)
  const plan = stftPlan({ nSamples, windowSamples, hopSamples, boundary }, extraFloats)
  const rows = new TfRows(plan.heap, shape, aperture)
  const changes = new FrameChanges(plan.heap, stride, nRows)
  lastWork = { key, plan, rows, changes }
  return lastWork
}

/** What a rule changes in the cells of one trace, with lanes for the frames in which it changes anything. */
class FrameChanges {
  readonly re: Float64Array
  readonly im: Float64Array
  /** Frame of each lane. */
  readonly frames: Int32Array
  readonly #nLanes: number
  readonly #nBins: number
  readonly #laneOfFrame: Int32Array
  /** Cell, re and im of each change. */
  readonly #list: Float64Array

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
    this.#list = new Float64Array(3 * nBins * nLanes)
  }

  /** The changes of row n of a list; returns how many frames they are in. */
  collect(outliers: OutlierList, n: number, gain: RuledGain): number {
    const list = this.#list
    const laneOf = this.#laneOfFrame
    laneOf.fill(-1)
    let nFrames = 0
    let count = 0
    outliers.forEachChange(n, gain, (cell, re, im) => {
      const frame = cell % this.#nLanes
      if (laneOf[frame] === -1) {
        this.frames[nFrames] = frame
        laneOf[frame] = nFrames++
      }
      list[count++] = cell
      list[count++] = re
      list[count++] = im
    })
    const width = nFrames + (nFrames % 2)
    this.re.fill(0, 0, this.#nBins * width)
    this.im.fill(0, 0, this.#nBins * width)
    for (let i = 0; i < count; i += 3) {
      const cell = list[i]!
      const frame = cell % this.#nLanes
      const at = ((cell - frame) / this.#nLanes) * width + laneOf[frame]!
      this.re[at] = list[i + 1]!
      this.im[at] = list[i + 2]!
    }
    return nFrames
  }
}
