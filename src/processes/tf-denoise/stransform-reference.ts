import type { LanePair } from '../../dsp/lane-fft.ts'
import { type StransformPlan, stransformPlan } from '../../dsp/stransform.ts'
import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { bandBins } from './band.ts'
import { OutlierList, outlierFloor, type RuledGain, ruledGain } from './outliers.ts'
import { tfDenoiseParams } from './params.ts'
import { type TfRow, TfRows } from './tf-rows.ts'

/** Spectra, and what stands out in the rows of the S-transform. All cells of a trace would be a thousand times its samples. */
interface StransformAnalysis extends Analysis {
  readonly nTraces: number
  /** Bins of the band. */
  readonly startBin: number
  readonly endBin: number
  /** (re, im) of each bin, trace after trace. */
  readonly spectra: Float64Array
  /** One row for each trace in each bin, bin after bin; null where `changes` are found at once. */
  readonly outliers: OutlierList | null
  /** What the rule of the step changes in each bin of the band, laid out as the rows of `outliers`, (re, im) each. */
  readonly changes: Float64Array
}

/**
 * By the S-transform; every sample is a frame. The sum of a row over time is a bin of the spectrum, so what the rule
 * takes from the row is taken from that bin: bins outside the band, and rows in which nothing stands out, keep their bits.
 */
export const stransformReference: ReferenceProcess = {
  analyse({ gather, span, step, sampleIntervalMs, memory }): StransformAnalysis {
    const { nSamples } = gather
    const { startTrace, endTrace, haloStartTrace, haloEndTrace } = span
    const params = tfDenoiseParams(step)
    const [startBin, endBin] = bandBins(nSamples, sampleIntervalMs, params)
    const { plan, rows } = workOf(nSamples, params.aperture)
    const width = haloEndTrace - haloStartTrace
    const stride = 2 * plan.nBins
    const spectra = memory.take(width * stride)
    const tile = memory.take(TILE_TRACES * nSamples)
    forEachTile(haloStartTrace, haloEndTrace, (from, to) => {
      readTraceTile(gather, from, to, tile)
      for (let t = from; t < to; t++) {
        plan.forward(tile.subarray((t - from) * nSamples), spectra, (t - haloStartTrace) * stride)
      }
    })
    const [first, end] = [startTrace - haloStartTrace, endTrace - haloStartTrace]
    const nTraces = end - first
    const changes = memory.take(2 * nTraces * (endBin - startBin))
    const outliers = memory.isKept ? new OutlierList() : null
    const floor = outlierFloor(step, memory.isKept)
    const gain = ruledGain(step)
    for (let bin = startBin; bin < endBin; bin++) {
      const findRow = plan.row(bin)
      const find = (trace: number, cells: LanePair) => findRow(spectra, trace * stride, cells)
      rows.restart()
      for (let t = first; t < end; t++) {
        const row = rows.measure(t, width, params.timeSmoothing, find)
        const count = rows.listOutliers(row, floor)
        if (outliers !== null) outliers.addRow(rows, row, count)
        else sumChanges(rows, row, count, gain, changes, 2 * ((bin - startBin) * nTraces + t - first))
      }
    }
    outliers?.shrink()
    const inner = spectra.subarray(first * stride, end * stride)
    const byteLength = spectra.byteLength + changes.byteLength + (outliers?.byteLength ?? 0)
    return { nTraces, startBin, endBin, spectra: inner, outliers, changes, byteLength }
  },

  synthesise(analysis, step, result, startTrace) {
    const { nTraces, startBin, endBin, spectra, outliers, changes } = analysis as StransformAnalysis
    const { nSamples } = result
    const { plan } = workOf(nSamples, tfDenoiseParams(step).aperture)
    const nRows = nTraces * (endBin - startBin)
    if (outliers !== null) {
      const gain = ruledGain(step)
      for (let n = 0; n < nRows; n++) sumListedChanges(outliers, n, gain, changes, 2 * n)
    }
    const spectrum = new Float64Array(2 * plan.nBins)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(0, nTraces, (from, to) => {
      for (let t = from; t < to; t++) {
        spectrum.set(spectra.subarray(2 * t * plan.nBins, 2 * (t + 1) * plan.nBins))
        for (let bin = startBin; bin < endBin; bin++) {
          const at = 2 * ((bin - startBin) * nTraces + t)
          spectrum[2 * bin] = spectrum[2 * bin]! + changes[at]!
          spectrum[2 * bin + 1] = spectrum[2 * bin + 1]! + changes[at + 1]!
        }
        plan.inverse(spectrum, 0, tile.subarray((t - from) * nSamples))
      }
      writeTraceTile(tile, result, startTrace + from, startTrace + to)
    })
  },

  analysisBytesPerTrace: (nSamples) => 16 * (Math.floor(nSamples / 2) + 1),
}

interface StransformWork {
  readonly aperture: number
  readonly plan: StransformPlan
  readonly rows: TfRows
}

let lastWork: StransformWork | undefined

/** What an aperture and a trace length need; the last one is kept, for blocks come in rows of the same kind. */
function workOf(nSamples: number, aperture: number): StransformWork {
  if (lastWork?.plan.nSamples === nSamples && lastWork.aperture === aperture) return lastWork
  const shape = { nRows: 1, stride: nSamples, nFrames: nSamples }
  const plan = stransformPlan(nSamples, TfRows.floats(shape, aperture))
  lastWork = { aperture, plan, rows: new TfRows(plan.heap, shape, aperture) }
  return lastWork
}

/** changes[to], changes[to + 1] = the sum over time of (new - old), re and im, of the row that was measured last. */
function sumChanges(
  { outliers, median, mad }: TfRows,
  { re, im, values }: TfRow,
  count: number,
  gain: RuledGain,
  changes: Float64Array,
  to: number,
): void {
  let sumRe = 0
  let sumIm = 0
  for (let i = 0; i < count; i++) {
    const cell = outliers[i]!
    const change = gain(values[cell]!, median[cell]!, mad[cell]!) - 1
    sumRe += change * re[cell]!
    sumIm += change * im[cell]!
  }
  changes[to] = sumRe
  changes[to + 1] = sumIm
}

function sumListedChanges(outliers: OutlierList, n: number, gain: RuledGain, changes: Float64Array, to: number): void {
  let sumRe = 0
  let sumIm = 0
  outliers.forEachChange(n, gain, (_, changeRe, changeIm) => {
    sumRe += changeRe
    sumIm += changeIm
  })
  changes[to] = sumRe
  changes[to + 1] = sumIm
}
