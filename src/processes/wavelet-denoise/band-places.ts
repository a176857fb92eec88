import type { PlaneBand } from '../../core/transform-plane.ts'
import { type WaveletFilters, waveletFilters } from '../../dsp/wavelets.ts'
import type { WaveletDenoiseParams } from './params.ts'
import { type TracePlan, waveletLevel } from './trace-plan.ts'

/** Where a band of a TracePlan lies. */
export interface BandPlace {
  readonly name: string
  /** Frequencies from here on, as a part of the highest, and how many. */
  readonly lowest: number
  readonly width: number
  readonly time: TimePlace
  /** Coefficient (i + shift) modulo the band's length is the i-th in time: a periodic transform may begin anywhere. */
  readonly shift: number
}

export type TimePlace = Pick<PlaneBand, 'start' | 'step' | 'supportStart' | 'supportEnd'>

/** The places of a plan's bands, in its order. */
export function bandPlaces(params: WaveletDenoiseParams, nSamples: number, plan: TracePlan): readonly BandPlace[] {
  const filters = waveletFilters(params.wavelet)
  const level = waveletLevel(params, nSamples)
  return plan.bands.map((_, band) => {
    const path = pathOf(params, level, band)
    const place = params.transform === 'swt' ? stationary(path, filters) : decimated(path, filters)
    return { name: nameOf(params, path), ...frequencies(path), ...place }
  })
}

/** How a band was split off: 0 for 'a' and 1 for 'd', the finest level first. */
function pathOf({ transform, bestBasis }: WaveletDenoiseParams, level: number, band: number): readonly number[] {
  if (transform !== 'wpt') {
    if (band === 0) return new Array<number>(level).fill(0)
    return [...new Array<number>(level - band).fill(0), 1]
  }
  const depth = bestBasis ? Math.floor(Math.log2(band + 1)) : level
  const node = bestBasis ? band + 1 - 2 ** depth : band
  return Array.from({ length: depth }, (_, m) => Math.floor(node / 2 ** (depth - 1 - m)) % 2)
}

/** Filters turn the order of frequencies around below every 'd': a Gray code. */
function frequencies(path: readonly number[]): { readonly lowest: number; readonly width: number } {
  let place = 0
  let isTurned = 0
  for (const branch of path) {
    isTurned = branch === 1 ? 1 - isTurned : isTurned
    place = 2 * place + isTurned
  }
  return { lowest: place / 2 ** path.length, width: 1 / 2 ** path.length }
}

function nameOf({ transform }: WaveletDenoiseParams, path: readonly number[]): string {
  if (transform !== 'wpt') return `${path.at(-1) === 1 ? 'd' : 'a'}${path.length}`
  return path.map((branch) => 'ad'[branch]).join('')
}

/**
 * The inverse of a coefficient i at level j is 2^j i + sum over levels m of 2^(m-1) (t_m - K + 2), 0 <= t_m < K. Its cell
 * is centred where each t_m is the centre of energy of its filter.
 */
function decimated(path: readonly number[], filters: WaveletFilters): Pick<BandPlace, 'time' | 'shift'> {
  const step = 2 ** path.length
  const centre = weighted(path, (branch) => energyCentre(filters, branch) - filters.length + 2)
  const supportStart = -(step - 1) * (filters.length - 2)
  return { time: { step, start: centre + 0.5 - step / 2, supportStart, supportEnd: step }, shift: 0 }
}

/** As `decimated`, with one coefficient a sample and terms 2^(m-1) (t_m - K/2 + 1). */
function stationary(path: readonly number[], filters: WaveletFilters): Pick<BandPlace, 'time' | 'shift'> {
  const reach = 2 ** path.length - 1
  const half = filters.length / 2
  const place = weighted(path, (branch) => energyCentre(filters, branch) - half + 1)
  const shift = Math.round(-place)
  const [supportStart, supportEnd] = [shift - reach * (half - 1), shift + reach * half + 1]
  return { time: { step: 1, start: place + shift, supportStart, supportEnd }, shift }
}

function weighted(path: readonly number[], termOf: (branch: number) => number): number {
  return path.reduce((sum, branch, m) => sum + 2 ** m * termOf(branch), 0)
}

function energyCentre({ recLo, recHi }: WaveletFilters, branch: number): number {
  const taps = branch === 1 ? recHi : recLo
  const energy = taps.reduce((sum, tap) => sum + tap * tap, 0)
  return taps.reduce((sum, tap, t) => sum + t * tap * tap, 0) / energy
}
