import { chooseBasis, energyOf, entropyCost } from '../../dsp/best-basis.ts'
import { dwtPlan } from '../../dsp/dwt.ts'
import { swtPlan } from '../../dsp/swt.ts'
import type { ListedBands } from '../../dsp/thresholds.ts'
import type { ExtraHeap, WaveletPlan } from '../../dsp/wavelet-plan.ts'
import { dwtMaxLevel, waveletFilters } from '../../dsp/wavelets.ts'
import { wptPlan } from '../../dsp/wpt.ts'
import type { WaveletDenoiseParams } from './params.ts'

/** Coefficients [start, start + length) of a trace. */
export interface BandRange {
  readonly start: number
  readonly length: number
}

export interface Band extends BandRange {
  /** Passes unshrunk: the approximation. */
  readonly isKept: boolean
}

/** The transform of one trace, as bands of coefficients. Of a best basis, the bands are the nodes 1, 2, ... of the tree. */
export interface TracePlan {
  readonly transform: WaveletPlan
  readonly bands: readonly Band[]
  /** Where `sigma` finest and coarsest take the noise scale from. */
  readonly finest: BandRange
  readonly coarsest: BandRange
  /** The trace from lists of its bands, of a best basis from those that are in it. */
  inverse(listed: ListedBands, states?: Uint8Array): void
  /** states[to + band + 1] of every band of the trace that was transformed last; null where all bands always count. */
  readonly choose: ((states: Uint8Array, to: number) => void) | null
}

/** The level that a step means for traces of this length: as given, or min(6, the maximum), at least 1. */
export function waveletLevel(params: WaveletDenoiseParams, nSamples: number): number {
  return params.level ?? Math.max(1, Math.min(6, dwtMaxLevel(nSamples, waveletFilters(params.wavelet).length)))
}

/** `extra`: what the caller will take from the heap of the transform. */
export function tracePlan(params: WaveletDenoiseParams, nSamples: number, extra: ExtraHeap): TracePlan {
  const filters = waveletFilters(params.wavelet)
  const level = waveletLevel(params, nSamples)
  switch (params.transform) {
    case 'dwt': {
      const transform = dwtPlan(nSamples, filters, level, 'symmetric', extra)
      return octavePlan(transform, transform.bandLengths)
    }
    case 'swt': {
      const transform = swtPlan(nSamples, filters, level, params.padding, extra)
      return octavePlan(transform, new Array<number>(level + 1).fill(transform.paddedLength))
    }
    case 'wpt':
      return params.bestBasis ? bestBasisPlan(params, nSamples, extra) : packetPlan(params, nSamples, extra)
  }
}

/** Bands from coarse to fine: a_L, d_L, ..., d_1. */
function octavePlan(transform: WaveletPlan, bandLengths: readonly number[]): TracePlan {
  let start = 0
  const bands = bandLengths.map((length, band) => {
    start += length
    return { start: start - length, length, isKept: band === 0 }
  })
  const inverse = (listed: ListedBands) => transform.inverse(listed)
  return { transform, bands, finest: bands.at(-1)!, coarsest: bands[1]!, inverse, choose: null }
}

/** Bands are the leaves in natural order, the approximation first. */
function packetPlan(params: WaveletDenoiseParams, nSamples: number, extra: ExtraHeap): TracePlan {
  const level = waveletLevel(params, nSamples)
  const transform = wptPlan(nSamples, waveletFilters(params.wavelet), level, 'leaves', extra)
  const length = transform.nodeLengths[level]!
  const bands = Array.from({ length: 2 ** level }, (_, leaf) => ({
    start: leaf * length,
    length,
    isKept: leaf === 0 && !params.thresholdApproximation,
  }))
  const inverse = (listed: ListedBands) => transform.inverse(listed)
  return { transform, bands, ...packetNoise(params, 0, level, length), inverse, choose: null }
}

/** Bands are all nodes of the tree. */
function bestBasisPlan(params: WaveletDenoiseParams, nSamples: number, extra: ExtraHeap): TracePlan {
  const level = waveletLevel(params, nSamples)
  const keepsApproximation = !params.thresholdApproximation
  const transform = wptPlan(nSamples, waveletFilters(params.wavelet), level, 'tree', extra)
  const { coefficients, nodeLengths, levelStarts } = transform
  const bands: Band[] = nodeLengths.flatMap((length, j) =>
    Array.from({ length: 2 ** j }, (_, p) => ({
      start: levelStarts[j]! + p * length,
      length,
      isKept: keepsApproximation && j === level && p === 0,
    })),
  )
  const [costs, best] = [new Float64Array(bands.length + 1), new Float64Array(bands.length + 1)]
  return {
    transform,
    bands,
    ...packetNoise(params, levelStarts[level]!, level, nodeLengths[level]!),
    inverse: (listed, states) => transform.inverse(listed, states),
    choose(states, to) {
      const energy = energyOf(coefficients, 0, nSamples)
      bands.forEach(({ start, length }, band) => {
        costs[band + 1] = entropyCost(coefficients, start, length, energy)
      })
      chooseBasis(costs, 0, level, keepsApproximation, best, states, to)
    },
  }
}

/**
 * The noise scale of packets, taken from the leaves of the whole tree, whatever basis is chosen: white noise is as
 * large in each. Finest: all leaves that are shrunk, together. Coarsest: the detail of lowest frequency, a...ad.
 */
function packetNoise(
  { thresholdApproximation }: WaveletDenoiseParams,
  leavesStart: number,
  level: number,
  length: number,
): Pick<TracePlan, 'finest' | 'coarsest'> {
  const first = thresholdApproximation ? 0 : 1
  return {
    finest: { start: leavesStart + first * length, length: (2 ** level - first) * length },
    coarsest: { start: leavesStart + length, length },
  }
}
