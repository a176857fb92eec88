import { boxMeanRows } from '../../dsp/box-mean.ts'
import { medianMadOfRows, suspectsOfSeven } from '../../dsp/median-of-rows.ts'
import { type StransformPlan, stransformPlan } from '../../dsp/stransform.ts'
import { tfShrinkage, tfThreshold } from '../../dsp/tf-rules.ts'
import { forEachTile, readTraceTile, TILE_TRACES, writeTraceTile } from '../../dsp/trace-tile.ts'
import type { Analysis, ReferenceProcess } from '../process.ts'
import { bandBins } from './band.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'

/**
 * By the S-transform; every sample is a frame. An Analysis holds the spectra: all rows of a trace would be a thousand
 * times its samples. The sum of a row over time is a bin of the spectrum, so what the rule takes from the row is
 * taken from that bin: bins outside the band, and rows in which nothing stands out, keep their bits.
 */
export const stransformReference: ReferenceProcess = {
  analyse(block, _step, sampleIntervalMs) {
    const { nSamples, nTraces } = block
    const plan = planOf(nSamples)
    const coefficients = new Float64Array(nTraces * 2 * plan.nBins)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(nTraces, (start, end) => {
      readTraceTile(block, start, end, tile)
      for (let t = start; t < end; t++) {
        plan.forward(tile.subarray((t - start) * nSamples), coefficients, t * 2 * plan.nBins)
      }
    })
    return { nSamples, nTraces, sampleIntervalMs, coefficients }
  },

  synthesise(analysis, step) {
    const { nSamples, nTraces, coefficients, sampleIntervalMs } = analysis
    const params = tfDenoiseParams(step)
    const plan = planOf(nSamples)
    const spectra = coefficients.slice()
    const [startBin, endBin] = bandBins(nSamples, sampleIntervalMs, params)
    const denoiseRow = rowDenoiser(analysis, plan, params)
    for (let bin = startBin; bin < endBin; bin++) denoiseRow(bin, spectra)
    const samples = new Float32Array(nSamples * nTraces)
    const tile = new Float64Array(TILE_TRACES * nSamples)
    forEachTile(nTraces, (start, end) => {
      for (let t = start; t < end; t++) {
        plan.inverse(spectra, t * 2 * plan.nBins, tile.subarray((t - start) * nSamples))
      }
      writeTraceTile(tile, { nSamples, nTraces, samples }, start, end)
    })
    return samples
  },

  analysisBytesPerTrace: (nSamples) => 16 * (Math.floor(nSamples / 2) + 1),
}

let lastPlan: StransformPlan | undefined

function planOf(nSamples: number): StransformPlan {
  if (lastPlan?.nSamples !== nSamples) lastPlan = stransformPlan(nSamples)
  return lastPlan
}

/**
 * Adds to bin n of every spectrum what the rule changes in row n. Rows of `aperture` traces are held at a time, in a
 * ring: each is computed once, and is still there when the last trace that it is a neighbour of has its turn.
 */
function rowDenoiser(
  { nSamples, nTraces, coefficients }: Analysis,
  plan: StransformPlan,
  params: TfDenoiseParams,
): (bin: number, spectra: Float64Array) => void {
  const half = (params.aperture - 1) / 2
  const nSlots = Math.min(params.aperture, nTraces)
  const ring: RowRing = {
    nSamples,
    re: new Float64Array(nSlots * nSamples),
    im: new Float64Array(nSlots * nSamples),
    magnitude: new Float64Array(nSlots * nSamples),
  }
  const rowStarts = new Int32Array(nSlots)
  const change = rowChange(params, ring)

  return (bin, spectra) => {
    const row = plan.row(bin)
    let nReady = 0
    for (let trace = 0; trace < nTraces; trace++) {
      const end = Math.min(nTraces, trace + half + 1)
      for (; nReady < end; nReady++) {
        const at = (nReady % nSlots) * nSamples
        row(coefficients, nReady * 2 * plan.nBins, ring.re, ring.im, at)
        findMagnitudes(ring, at)
      }
      const start = Math.max(0, trace - half)
      for (let t = start; t < end; t++) rowStarts[t - start] = (t % nSlots) * nSamples
      const [changeRe, changeIm] = change((trace % nSlots) * nSamples, rowStarts, end - start)
      const target = (trace * plan.nBins + bin) * 2
      spectra[target] = spectra[target]! + changeRe
      spectra[target + 1] = spectra[target + 1]! + changeIm
    }
  }
}

/** One row of the S-transform for each of a few traces, each from a start of its own. */
interface RowRing {
  readonly nSamples: number
  readonly re: Float64Array
  readonly im: Float64Array
  readonly magnitude: Float64Array
}

function findMagnitudes({ nSamples, re, im, magnitude }: RowRing, from: number): void {
  for (let i = from; i < from + nSamples; i++) magnitude[i] = Math.sqrt(re[i]! * re[i]! + im[i]! * im[i]!)
}

/** Sum over time of (new - old), re and im, of the row at `centre` among the rows given. */
type RowChange = (centre: number, rowStarts: Int32Array, nRows: number) => readonly [number, number]

function rowChange(params: TfDenoiseParams, { nSamples, re, im, magnitude }: RowRing): RowChange {
  const { k, rule, protection, protectionFactor, timeSmoothing } = params
  const shrinkage = tfShrinkage(rule, protection, protectionFactor)
  const all = Int32Array.from({ length: nSamples }, (_, i) => i)
  const suspects = new Int32Array(nSamples)
  const plane = () => new Float64Array(nSamples)
  const raw = { median: plane(), mad: plane() }
  const smooth = { median: plane(), mad: plane() }
  // Every rule but the soft one keeps a magnitude that does not stand out by more than the threshold.
  const canScreen = rule !== 'soft' && timeSmoothing === 1

  return (centre, rowStarts, nRows) => {
    const isScreened = canScreen && nRows === 7
    const columns = isScreened ? suspects : all
    const count = isScreened ? suspectsOfSeven(magnitude, rowStarts, centre, nSamples, k * 1.4826, suspects) : nSamples
    medianMadOfRows(magnitude, rowStarts, nRows, columns, count, raw.median, raw.mad)
    if (timeSmoothing > 1) {
      boxMeanRows(raw.median, nSamples, 1, timeSmoothing, smooth.median)
      boxMeanRows(raw.mad, nSamples, 1, timeSmoothing, smooth.mad)
    }
    const { median, mad } = timeSmoothing > 1 ? smooth : raw
    let sumRe = 0
    let sumIm = 0
    for (let c = 0; c < count; c++) {
      const i = columns[c]!
      const a = magnitude[centre + i]!
      const kept = shrinkage(a, median[i]!, tfThreshold(k, median[i]!, mad[i]!))
      if (kept === a || a === 0) continue
      const change = kept / a - 1
      sumRe += change * re[centre + i]!
      sumIm += change * im[centre + i]!
    }
    return [sumRe, sumIm]
  }
}
