import type { RecipeStep } from '../../core/recipe.ts'
import { chooseBasis, energyOf, entropyCost } from '../../dsp/best-basis.ts'
import { dwtPlan } from '../../dsp/dwt.ts'
import { swtPlan } from '../../dsp/swt.ts'
import { dwtMaxLevel, waveletFilters } from '../../dsp/wavelets.ts'
import { wptPlan } from '../../dsp/wpt.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'

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
  /** One trace's part of an Analysis. */
  readonly nCoefficients: number
  readonly bands: readonly Band[]
  /** Where `sigma` finest and coarsest take the noise scale from. */
  readonly finest: BandRange
  readonly coarsest: BandRange
  forward(signal: Float64Array, from: number, coefficients: Float64Array, to: number): void
  inverse(coefficients: Float64Array, from: number, signal: Float64Array, to: number, states?: Uint8Array): void
  /** states[band + 1] of every band of one trace, from its coefficients; null where all bands always count. */
  readonly choose: ((coefficients: Float64Array, from: number, states: Uint8Array, to: number) => void) | null
}

/** The level that a step means for traces of this length: as given, or min(6, the maximum), at least 1. */
export function waveletLevel(params: WaveletDenoiseParams, nSamples: number): number {
  return params.level ?? Math.max(1, Math.min(6, dwtMaxLevel(nSamples, waveletFilters(params.wavelet).length)))
}

let lastPlan: { readonly key: string; readonly plan: TracePlan } | undefined

/** The plan for a step and a trace length; the last one is kept, for blocks come in rows of the same kind. */
export function tracePlan(step: RecipeStep, nSamples: number): TracePlan {
  const params = waveletDenoiseParams(step)
  const { transform, wavelet, level, padding, bestBasis, thresholdApproximation } = params
  const key = [transform, wavelet, level, padding, bestBasis, thresholdApproximation, nSamples].join(' ')
  if (lastPlan?.key !== key) lastPlan = { key, plan: makePlan(params, nSamples) }
  return lastPlan.plan
}

function makePlan(params: WaveletDenoiseParams, nSamples: number): TracePlan {
  switch (params.transform) {
    case 'dwt': {
      const plan = dwtPlan(nSamples, waveletFilters(params.wavelet), waveletLevel(params, nSamples))
      return octavePlan(plan, plan.bandLengths)
    }
    case 'swt': {
      const level = waveletLevel(params, nSamples)
      const plan = swtPlan(nSamples, waveletFilters(params.wavelet), level, params.padding)
      return octavePlan(plan, new Array<number>(level + 1).fill(plan.paddedLength))
    }
    case 'wpt':
      return params.bestBasis ? bestBasisPlan(params, nSamples) : packetPlan(params, nSamples)
  }
}

/** Bands from coarse to fine: a_L, d_L, ..., d_1. */
function octavePlan(
  plan: Pick<TracePlan, 'nCoefficients' | 'forward' | 'inverse'>,
  bandLengths: readonly number[],
): TracePlan {
  let start = 0
  const bands = bandLengths.map((length, band) => {
    start += length
    return { start: start - length, length, isKept: band === 0 }
  })
  const { nCoefficients, forward, inverse } = plan
  return { nCoefficients, forward, inverse, bands, finest: bands.at(-1)!, coarsest: bands[1]!, choose: null }
}

/** Bands are the leaves in natural order, the approximation first. */
function packetPlan(params: WaveletDenoiseParams, nSamples: number): TracePlan {
  const level = waveletLevel(params, nSamples)
  const { nCoefficients, nodeLengths, forward, inverse } = wptPlan(nSamples, waveletFilters(params.wavelet), level)
  const length = nodeLengths[level]!
  const bands = Array.from({ length: 2 ** level }, (_, leaf) => ({
    start: leaf * length,
    length,
    isKept: leaf === 0 && !params.thresholdApproximation,
  }))
  const { finest, coarsest } = packetNoise(params, 0, level, length)
  return { nCoefficients, forward, inverse, bands, finest, coarsest, choose: null }
}

/** Bands are all nodes of the tree; behind them lie their costs, by node, so that choosing again takes no logarithm. */
function bestBasisPlan(params: WaveletDenoiseParams, nSamples: number): TracePlan {
  const level = waveletLevel(params, nSamples)
  const keepsApproximation = !params.thresholdApproximation
  const plan = wptPlan(nSamples, waveletFilters(params.wavelet), level, 'tree')
  const bands: Band[] = plan.nodeLengths.flatMap((length, j) =>
    Array.from({ length: 2 ** j }, (_, p) => ({
      start: plan.levelStarts[j]! + p * length,
      length,
      isKept: keepsApproximation && j === level && p === 0,
    })),
  )
  const costsStart = plan.nCoefficients
  const best = new Float64Array(bands.length + 1)
  return {
    nCoefficients: plan.nCoefficients + bands.length + 1,
    bands,
    ...packetNoise(params, plan.levelStarts[level]!, level, plan.nodeLengths[level]!),
    forward(signal, from, coefficients, to) {
      plan.forward(signal, from, coefficients, to)
      const energy = energyOf(coefficients, to, nSamples)
      coefficients[to + costsStart] = energy
      bands.forEach(({ start, length }, band) => {
        coefficients[to + costsStart + band + 1] = entropyCost(coefficients, to + start, length, energy)
      })
    },
    inverse: plan.inverse,
    choose(coefficients, from, states, to) {
      chooseBasis(coefficients, from + costsStart, level, keepsApproximation, best, states, to)
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
