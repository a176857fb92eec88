import { boxMeanRows } from '../../dsp/box-mean.ts'
import { medianMadOfRows } from '../../dsp/median-of-rows.ts'
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
  const re = new Float64Array(nSlots * nSamples)
  const im = new Float64Array(nSlots * nSamples)
  const magnitude = new Float64Array(nSlots * nSamples)
  const rowStarts = new Int32Array(nSlots)
  const spread = rowSpread(params.timeSmoothing, nSamples)
  const change = rowChange(params, nSamples)

  return (bin, spectra) => {
    const row = plan.row(bin)
    let nReady = 0
    for (let trace = 0; trace < nTraces; trace++) {
      const end = Math.min(nTraces, trace + half + 1)
      for (; nReady < end; nReady++) {
        const at = (nReady % nSlots) * nSamples
        row(coefficients, nReady * 2 * plan.nBins, re, im, at)
        for (let i = at; i < at + nSamples; i++) magnitude[i] = Math.sqrt(re[i]! * re[i]! + im[i]! * im[i]!)
      }
      const start = Math.max(0, trace - half)
      for (let t = start; t < end; t++) rowStarts[t - start] = (t % nSlots) * nSamples
      const { median, mad } = spread(magnitude, rowStarts, end - start)
      const at = (trace % nSlots) * nSamples
      const [changeRe, changeIm] = change(re, im, magnitude, at, median, mad)
      const target = (trace * plan.nBins + bin) * 2
      spectra[target] = spectra[target]! + changeRe
      spectra[target + 1] = spectra[target + 1]! + changeIm
    }
  }
}

interface Spread {
  readonly median: Float64Array
  readonly mad: Float64Array
}

/** Median and MAD over the rows given, at each sample, smoothed along time. */
function rowSpread(
  timeSmoothing: number,
  nSamples: number,
): (magnitude: Float64Array, rowStarts: Int32Array, nRows: number) => Spread {
  const raw = { median: new Float64Array(nSamples), mad: new Float64Array(nSamples) }
  const smooth = { median: new Float64Array(nSamples), mad: new Float64Array(nSamples) }
  return (magnitude, rowStarts, nRows) => {
    medianMadOfRows(magnitude, rowStarts, nRows, nSamples, raw.median, raw.mad)
    if (timeSmoothing === 1) return raw
    boxMeanRows(raw.median, nSamples, 1, timeSmoothing, smooth.median)
    boxMeanRows(raw.mad, nSamples, 1, timeSmoothing, smooth.mad)
    return smooth
  }
}

/** Sum over time of (new - old) of one row: re and im. */
function rowChange(
  { k, rule, protection, protectionFactor }: TfDenoiseParams,
  nSamples: number,
): (
  re: Float64Array,
  im: Float64Array,
  magnitude: Float64Array,
  from: number,
  median: Float64Array,
  mad: Float64Array,
) => readonly [number, number] {
  const shrinkage = tfShrinkage(rule, protection, protectionFactor)
  return (re, im, magnitude, from, median, mad) => {
    let sumRe = 0
    let sumIm = 0
    for (let i = 0; i < nSamples; i++) {
      const a = magnitude[from + i]!
      const threshold = tfThreshold(k, median[i]!, mad[i]!)
      // Every rule but the soft one keeps such a magnitude; most are such.
      if (rule !== 'soft' && Math.abs(a - median[i]!) <= threshold) continue
      const kept = shrinkage(a, median[i]!, threshold)
      if (kept === a || a === 0) continue
      const change = kept / a - 1
      sumRe += change * re[from + i]!
      sumIm += change * im[from + i]!
    }
    return [sumRe, sumIm]
  }
}
