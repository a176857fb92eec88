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

/** Its low-pass filters; that of synthesis is the one of analysis reversed where it is left out: an orthogonal wavelet. */
interface TableEntry {
  readonly decLo: readonly number[]
  readonly recLo?: readonly number[]
}

const entries = new Map<string, TableEntry>(Object.entries(table.wavelets))

/** Filters of a wavelet in double precision; throws on a name that wavelet-names.ts does not have. */
export function waveletFilters(name: string): WaveletFilters {
  const entry = entries.get(name)
  if (!entry) throw new RangeError(`No wavelet is called ${name}`)
  const decLo = Float64Array.from(entry.decLo)
  const recLo = entry.recLo === undefined ? decLo.toReversed() : Float64Array.from(entry.recLo)
  return { name, length: decLo.length, decLo, decHi: withSigns(recLo, -1), recLo, recHi: withSigns(decLo, 1) }
}

/** A high-pass filter is the low-pass one of the other way with every second sign changed (quadrature mirror filters). */
function withSigns(lowPass: Float64Array, first: 1 | -1): Float64Array {
  return lowPass.map((tap, i) => (tap === 0 ? 0 : first * (i % 2 === 0 ? tap : -tap)))
}

/** Largest useful level of a decimated transform: floor(log2(n / (filterLength - 1))), as pywt.dwt_max_level. */
export function dwtMaxLevel(nSamples: number, filterLength: number): number {
  if (filterLength < 2 || nSamples < filterLength - 1) return 0
  return Math.floor(Math.log2(nSamples / (filterLength - 1)))
}
