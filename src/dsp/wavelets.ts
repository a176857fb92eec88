/**
 * The 76 discrete wavelets, by PyWavelets' names and with its filters (PyWavelets 1.1.1, MIT; tables checked there
 * against Daubechies 1992). A filter bank is (decLo, decHi) for analysis and (recLo, recHi) for synthesis.
 */
import table from './wavelet-filters.json' with { type: 'json' }

export interface WaveletFilters {
  readonly name: string
  readonly length: number
  readonly decLo: Float64Array
  readonly decHi: Float64Array
  readonly recLo: Float64Array
  readonly recHi: Float64Array
}

interface TableEntry {
  readonly dec_lo: readonly number[]
  readonly dec_hi: readonly number[]
  readonly rec_lo: readonly number[]
  readonly rec_hi: readonly number[]
}

const entries = new Map<string, TableEntry>(Object.entries(table.wavelets))

export const WAVELET_NAMES: readonly string[] = [...entries.keys()]

/** Filters of a wavelet in double precision; throws on a name outside WAVELET_NAMES. */
export function waveletFilters(name: string): WaveletFilters {
  const entry = entries.get(name)
  if (!entry) throw new RangeError(`No wavelet is called ${name}`)
  return {
    name,
    length: entry.dec_lo.length,
    decLo: Float64Array.from(entry.dec_lo),
    decHi: Float64Array.from(entry.dec_hi),
    recLo: Float64Array.from(entry.rec_lo),
    recHi: Float64Array.from(entry.rec_hi),
  }
}

/** Largest useful level of a decimated transform: floor(log2(n / (filterLength - 1))), as pywt.dwt_max_level. */
export function dwtMaxLevel(nSamples: number, filterLength: number): number {
  if (filterLength < 2 || nSamples < filterLength - 1) return 0
  return Math.floor(Math.log2(nSamples / (filterLength - 1)))
}
