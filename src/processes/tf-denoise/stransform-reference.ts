import type { LanePair } from '../../dsp/lane-fft.ts'
import { type StransformPlan, stransformPlan } from '../../dsp/stransform.ts'
import { TraceReader, TraceWriter, traceIoFloats } from '../../dsp/trace-io.ts'
import { bandBins } from '../band-bins.ts'
import { ListedRows } from '../listed-rows.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { OUTLIER_COLUMNS, outliersFrom } from './outliers.ts'
import { tfDenoiseParams } from './params.ts'
import { TfRows } from './tf-rows.ts'

/** Spectra, and what stands out in the rows of the S-transform. All cells of a trace would be a thousand times its samples. */
interface StransformAnalysis extends Analysis {
  readonly nTraces: number
  /** Bins of the band. */
  readonly startBin: number
  readonly endBin: number
  /** (re, im) of each bin, trace after trace. */
  readonly spectra: Float64Array
  /** One row for each trace in each bin, bin after bin; null where `changes` are found at once. */
  readonly outliers: ListedRows | null
  /** What the rule of the step changes in each bin of the band, laid out as the rows of `outliers`, (re, im) each. */
  readonly changes: Float64Array
}

/**
 * By the S-transform; every sample is a frame. The sum of a row over time is a bin of the spectrum, so what the rule
 * takes from the row is taken from that bin: bins outside the band, and rows in which nothing stands out, keep their bits.
 */
export const stransformReference: Omit<ReferenceProcess, 'reach'> = {
  analyse({ gather, span, step, sampleIntervalMs, memory }): StransformAnalysis {
    const { nSamples } = gather
    const { startTrace, endTrace, haloStartTrace, haloEndTrace } = span
    const params = tfDenoiseParams(step)
    const [startBin, endBin] = bandBins(nSamples, sampleIntervalMs, params)
    const { plan, reader, rows } = stransformWork(nSamples, params.aperture)
    const width = haloEndTrace - haloStartTrace
    const stride = 2 * plan.nBins
    const spectra = memory.take(width * stride)
    reader.start(gather, haloEndTrace)
    for (let t = 0; t < width; t++) plan.forward(reader.read(haloStartTrace + t), spectra, t * stride)
    const [first, end] = [startTrace - haloStartTrace, endTrace - haloStartTrace]
    const nTraces = end - first
    const changes = memory.take(2 * nTraces * (endBin - startBin))
    const outliers = memory.isKept ? new ListedRows(OUTLIER_COLUMNS) : null
    const k = outliersFrom(params, memory.isKept)
    for (let bin = startBin; bin < endBin; bin++) {
      const findRow = plan.row(bin)
      const find = (trace: number, cells: LanePair) => findRow(spectra, trace * stride, cells)
      rows.restart()
      for (let t = first; t < end; t++) {
        rows.measure(t, width, params.timeSmoothing, k, find)
        if (outliers !== null) {
          rows.outliers.appendTo(outliers)
          continue
        }
        rows.outliers.applyRule(params)
        changes.set(rows.outliers.sumOfChanges(), 2 * ((bin - startBin) * nTraces + t - first))
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
    const params = tfDenoiseParams(step)
    const { plan, writer, rows } = stransformWork(nSamples, params.aperture)
    for (let n = 0; outliers !== null && n < nTraces * (endBin - startBin); n++) {
      rows.outliers.readFrom(outliers, n)
      rows.outliers.applyRule(params)
      changes.set(rows.outliers.sumOfChanges(), 2 * n)
    }
    const spectrum = new Float64Array(2 * plan.nBins)
    const trace = new Float64Array(nSamples)
    writer.start(result, startTrace)
    for (let t = 0; t < nTraces; t++) {
      spectrum.set(spectra.subarray(2 * t * plan.nBins, 2 * (t + 1) * plan.nBins))
      for (let bin = startBin; bin < endBin; bin++) {
        const at = 2 * ((bin - startBin) * nTraces + t)
        spectrum[2 * bin] = spectrum[2 * bin]! + changes[at]!
        spectrum[2 * bin + 1] = spectrum[2 * bin + 1]! + changes[at + 1]!
      }
      plan.inverse(spectrum, 0, trace)
      writer.write(trace)
    }
    writer.finish()
  },

  analysisBytesPerTrace: (nSamples) => 16 * (Math.floor(nSamples / 2) + 1),
}

export interface StransformWork {
  readonly aperture: number
  readonly plan: StransformPlan
  readonly reader: TraceReader
  readonly writer: TraceWriter
  readonly rows: TfRows
}

let lastWork: StransformWork | undefined

/** What an aperture and a trace length need; the last one is kept, for blocks come in rows of the same kind. */
export function stransformWork(nSamples: number, aperture: number): StransformWork {
  if (lastWork?.plan.nSamples === nSamples && lastWork.aperture === aperture) return lastWork
  const shape = { nRows: 1, stride: nSamples, nFrames: nSamples }
  const plan = stransformPlan(nSamples, TfRows.floats(shape, aperture) + 2 * traceIoFloats(nSamples))
  const rows = new TfRows(plan.heap, shape, aperture)
  const [reader, writer] = [new TraceReader(plan.heap, nSamples), new TraceWriter(plan.heap, nSamples)]
  lastWork = { aperture, plan, reader, writer, rows }
  return lastWork
}
