import { finiteOrZero, type TraceBlock } from '../../core/gather.ts'
import { symmetricIndex } from '../../dsp/extension.ts'
import { type RunEnergies, runEnergies } from '../energy-removed/reference.ts'
import { CELL_SAMPLES, cellCount, silentEnergy, TIME_WEIGHTS, TRACE_REACH, TRACE_WEIGHTS } from './cells.ts'

export interface LocalSimilarity {
  /** 0 to 1, (nCells, nTraces): each cell stands for CELL_SAMPLES samples of a trace. */
  readonly map: Float64Array
  readonly nCells: number
  /** Over all live samples, each with the value of its cell; null when there are none. */
  readonly mean: number | null
}

/**
 * How much After, x, and the removed part, r = before - after, look like each other nearby: |G(r x)| / sqrt(G(x^2) G(r^2)),
 * G being a Gaussian mean over 10.5 samples and 2.5 traces (standard deviations), the gather mirrored at its ends. 0: nothing
 * of After is in Noise; 1: they differ by a factor only. By chance alone, where Noise is white, it is about 0.03; 0.1 to 0.2
 * was found for good filters (test/quality). 0 where either is silent, and no account is taken of samples that are 0 in Before.
 *
 * It is the product of the two local regressions of Fomel (2007, Local seismic attributes, Geophysics 72, A29), smooth by a
 * mean instead of by shaping; used as a measure of leakage by Chen and Fomel (2015, Random noise attenuation using local
 * signal-and-noise orthogonalization, Geophysics 80, WD1). `energies`: of the same run, where they are known.
 */
export function localSimilarity(
  before: TraceBlock,
  after: TraceBlock,
  energies: RunEnergies = runEnergies(before, after),
): LocalSimilarity {
  const { nTraces } = before
  const nCells = cellCount(before.nSamples)
  const products = cellProducts(before, after)
  const [common, left, removed] = [rowOf(nTraces), rowOf(nTraces), rowOf(nTraces)]
  const silence = silentEnergy(energies)
  const map = new Float64Array(nCells * nTraces)
  let sum = 0
  for (let cell = 0; cell < nCells; cell++) {
    meanOverTime(products.common, nCells, nTraces, cell, common)
    meanOverTime(products.left, nCells, nTraces, cell, left)
    meanOverTime(products.removed, nCells, nTraces, cell, removed)
    for (let trace = 0; trace < nTraces; trace++) {
      const x = meanOverTraces(left, trace)
      const r = meanOverTraces(removed, trace)
      if (!(x > silence && r > silence)) continue
      const at = cell * nTraces + trace
      map[at] = Math.min(1, Math.abs(meanOverTraces(common, trace)) / Math.sqrt(x * r))
      sum += products.nLive[at]! * map[at]!
    }
  }
  return { map, nCells, mean: energies.nLive === 0 ? null : sum / energies.nLive }
}

/** The map of the local similarity with a value for each sample, as a picture of where signal was removed. */
export function leakageMap(before: TraceBlock, after: TraceBlock): TraceBlock {
  const { nSamples, nTraces } = before
  const { map } = localSimilarity(before, after)
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < nSamples; i++) {
    const from = Math.floor(i / CELL_SAMPLES) * nTraces
    samples.set(map.subarray(from, from + nTraces), i * nTraces)
  }
  return { nSamples, nTraces, samples }
}

interface CellProducts {
  readonly common: Float64Array
  readonly left: Float64Array
  readonly removed: Float64Array
  readonly nLive: Uint8Array
}

/** Sums over the cells of r x, x^2 and r^2, and the live samples of each; (nCells, nTraces). */
function cellProducts(before: TraceBlock, after: TraceBlock): CellProducts {
  const { nSamples, nTraces } = before
  const size = cellCount(nSamples) * nTraces
  const [common, left, removed] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const nLive = new Uint8Array(size)
  for (let at = 0; at < size; at++) {
    const trace = at % nTraces
    const start = ((at - trace) / nTraces) * CELL_SAMPLES
    const end = Math.min(start + CELL_SAMPLES, nSamples) * nTraces
    let [rx, xx, rr, live] = [0, 0, 0, 0]
    for (let i = start * nTraces + trace; i < end; i += nTraces) {
      const input = finiteOrZero(before.samples[i]!)
      const x = finiteOrZero(after.samples[i]!)
      const r = input - x
      rx += r * x
      xx += x * x
      rr += r * r
      if (input !== 0) live++
    }
    common[at] = rx
    left[at] = xx
    removed[at] = rr
    nLive[at] = live
  }
  return { common, left, removed, nLive }
}

/** A row of cells with the traces that the mean reaches beyond its ends. */
function rowOf(nTraces: number): Float64Array {
  return new Float64Array(nTraces + 2 * TRACE_REACH)
}

/** Fills `row` with the means of one row of cells, and at both ends with the traces mirrored. */
function meanOverTime(plane: Float64Array, nCells: number, nTraces: number, cell: number, row: Float64Array): void {
  const reach = (TIME_WEIGHTS.length - 1) / 2
  const middle = cell * nTraces
  for (let trace = 0; trace < nTraces; trace++) row[TRACE_REACH + trace] = TIME_WEIGHTS[reach]! * plane[middle + trace]!
  for (let k = 1; k <= reach; k++) {
    const weight = TIME_WEIGHTS[reach + k]!
    const above = symmetricIndex(cell - k, nCells) * nTraces
    const below = symmetricIndex(cell + k, nCells) * nTraces
    for (let trace = 0; trace < nTraces; trace++) {
      row[TRACE_REACH + trace]! += weight * (plane[above + trace]! + plane[below + trace]!)
    }
  }
  for (let k = 1; k <= TRACE_REACH; k++) {
    row[TRACE_REACH - k] = row[TRACE_REACH + symmetricIndex(-k, nTraces)]!
    row[TRACE_REACH + nTraces - 1 + k] = row[TRACE_REACH + symmetricIndex(nTraces - 1 + k, nTraces)]!
  }
}

function meanOverTraces(row: Float64Array, trace: number): number {
  const middle = trace + TRACE_REACH
  let sum = TRACE_WEIGHTS[TRACE_REACH]! * row[middle]!
  for (let k = 1; k <= TRACE_REACH; k++) {
    sum += TRACE_WEIGHTS[TRACE_REACH + k]! * (row[middle - k]! + row[middle + k]!)
  }
  return sum
}
