import { fateOf, noCounts, type PlaneBand, storedGain } from '../../core/transform-plane.ts'
import type { LanePair } from '../../dsp/lane-fft.ts'
import { bandBins } from '../band-bins.ts'
import type { PlaneFound, PlaneTask } from '../process.ts'
import { type Outliers, outliersFrom } from './outliers.ts'
import { tfDenoiseParams } from './params.ts'
import { stftWork } from './stft-reference.ts'
import { stransformWork } from './stransform-reference.ts'

/** More cells are not shown: every few rows of the S-transform of a long trace, which are smooth along frequency. */
const MOST_CELLS = 2 ** 20

/** A window of the S-transform is measured to so many standard deviations: 99.5 % of its energy. */
const DEVIATIONS = 2

/** Magnitudes of a trace in all bins and frames, and what the step's rule makes of those in its band. */
export function tfPlane(task: PlaneTask): PlaneFound {
  const { gather, step, sampleIntervalMs } = task
  const { nSamples } = gather
  const { transform, k } = tfDenoiseParams(step)
  const found = transform === 'stft' ? stftPlane(task) : stransformPlane(task)
  return { nSamples, sampleIntervalMs, axis: 'hz', ...found, k }
}

type Cells = Pick<PlaneFound, 'bands' | 'magnitudes' | 'gains' | 'counts'>

/** A frame is as wide as a hop, about the middle of its window. */
function stftPlane({ gather, trace, step, sampleIntervalMs }: PlaneTask): Cells {
  const params = tfDenoiseParams(step)
  const { windowSamples, hopSamples, timeSmoothing } = params
  const band = bandBins(windowSamples, sampleIntervalMs, params)
  const nBins = windowSamples / 2 + 1
  const { plan, reader, rows } = stftWork(params, gather.nSamples, 0, nBins)
  const { nFrames, nLanes } = plan
  const magnitudes = new Float32Array(nBins * nFrames)
  const gains = new Float32Array(nBins * nFrames).fill(1)
  reader.start(gather, gather.nTraces)
  rows.restart()
  rows.measure(trace, gather.nTraces, timeSmoothing, outliersFrom(params, false), (of, cells) => {
    plan.signal.set(reader.read(of))
    plan.forward(0, nBins, cells)
    if (of !== trace) return
    for (let bin = 0; bin < nBins; bin++) magnitudesOf(cells, bin * nLanes, nFrames, magnitudes, bin * nFrames)
  })
  const { outliers } = rows
  outliers.applyRule(params)
  const counts = noCounts()
  for (const [cell, gain] of changes(outliers)) {
    const [bin, frame] = [Math.floor(cell / nLanes), cell % nLanes]
    if (bin < band[0] || bin >= band[1]) continue
    gains[bin * nFrames + frame] = storedGain(gain)
    counts[fateOf(gain)]++
  }
  counts.kept = nFrames * (band[1] - band[0]) - counts.shrunk - counts.zeroed - counts.raised
  const bands = Array.from({ length: nBins }, (_, bin) => ({
    ...frequencyBand(bin, 1, windowSamples, sampleIntervalMs),
    first: bin * nFrames,
    nCells: nFrames,
    start: (1 - hopSamples) / 2,
    step: hopSamples,
    supportStart: -windowSamples / 2,
    supportEnd: windowSamples / 2,
    isRuled: bin >= band[0] && bin < band[1],
  }))
  return { bands, magnitudes, gains, counts }
}

/**
 * A cell a sample. The inverse of one cell alone is a wave all along the trace, for a row is summed over time: the support
 * is the part of the trace that the cell was measured from.
 */
function stransformPlane({ gather, trace, step, sampleIntervalMs }: PlaneTask): Cells {
  const params = tfDenoiseParams(step)
  const { nSamples, nTraces } = gather
  const band = bandBins(nSamples, sampleIntervalMs, params)
  const { plan, reader, rows } = stransformWork(nSamples, params.aperture)
  const stride = 2 * plan.nBins
  const spectra = new Float64Array(nTraces * stride)
  reader.start(gather, nTraces)
  for (let t = 0; t < nTraces; t++) plan.forward(reader.read(t), spectra, t * stride)
  const rowStep = Math.ceil((plan.nBins * nSamples) / MOST_CELLS)
  const nShown = Math.ceil(plan.nBins / rowStep)
  const magnitudes = new Float32Array(nShown * nSamples)
  const gains = new Float32Array(nShown * nSamples).fill(1)
  const counts = noCounts()
  for (let bin = 0; bin < plan.nBins; bin++) {
    const isRuled = bin >= band[0] && bin < band[1]
    const isShown = bin % rowStep === 0
    if (!isRuled && !isShown) continue
    const at = (bin / rowStep) * nSamples
    const findRow = plan.row(bin)
    // What no rule looks at has no neighbours.
    const [first, count] = isRuled ? [0, nTraces] : [trace, 1]
    rows.restart()
    rows.measure(trace - first, count, params.timeSmoothing, outliersFrom(params, false), (row, cells) => {
      findRow(spectra, (first + row) * stride, cells)
      if (first + row === trace && isShown) magnitudesOf(cells, 0, nSamples, magnitudes, at)
    })
    if (!isRuled) continue
    rows.outliers.applyRule(params)
    for (const [cell, gain] of changes(rows.outliers)) {
      counts[fateOf(gain)]++
      if (isShown) gains[at + cell] = storedGain(gain)
    }
  }
  counts.kept = nSamples * (band[1] - band[0]) - counts.shrunk - counts.zeroed - counts.raised
  const bands = Array.from({ length: nShown }, (_, row) => {
    const reach = row === 0 ? nSamples : (DEVIATIONS * nSamples) / (row * rowStep)
    return {
      ...frequencyBand(row * rowStep, rowStep, nSamples, sampleIntervalMs),
      first: row * nSamples,
      nCells: nSamples,
      start: 0,
      step: 1,
      supportStart: 0.5 - reach,
      supportEnd: 0.5 + reach,
      isRuled: row * rowStep >= band[0] && row * rowStep < band[1],
    }
  })
  return { bands, magnitudes, gains, counts }
}

/** (cell, gain) of each cell that a rule was applied to and changes. */
function* changes({ cells, gain, count }: Outliers): Generator<readonly [number, number]> {
  for (let i = 0; i < count; i++) if (gain[i] !== 1) yield [cells[i]!, gain[i]!]
}

function magnitudesOf({ re, im }: LanePair, from: number, count: number, out: Float32Array, to: number): void {
  for (let i = 0; i < count; i++) out[to + i] = Math.hypot(re[from + i]!, im[from + i]!)
}

/** The band of so many bins, about one; frequencies end at 0 and at half a cycle a sample. */
function frequencyBand(bin: number, nBins: number, length: number, sampleIntervalMs: number) {
  const inHz = (of: number): number => (1000 * Math.min(length / 2, Math.max(0, of))) / (length * sampleIntervalMs)
  const [lowHz, highHz] = [inHz(bin - nBins / 2), inHz(bin + nBins / 2)]
  return { name: '', from: lowHz, to: highHz, lowHz, highHz } satisfies Partial<PlaneBand>
}
