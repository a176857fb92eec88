/**
 * The wavelet packet transform of PyWavelets (pywt.WaveletPacket, symmetric; Coifman and Wickerhauser 1992): every
 * band, not only the approximation, is split again, down to `level`. A node of level j has two children, 'a' and 'd'.
 *
 * Nodes of a level lie end to end in natural order (aa, ad, da, dd), all of one length. Across levels a node is named
 * by its number in a heap: the root is 1, the children of h are 2h ('a') and 2h + 1 ('d'); number 0 is no node.
 */
import { dwtBandLength } from './dwt.ts'
import { extendSignal } from './extension.ts'
import { analysePair, synthesisePair } from './filter-pair.ts'
import type { WaveletFilters } from './wavelets.ts'

/** What a basis says of a node: its band stands for it, its children do, or an ancestor's band does. */
export const NODE_SPLIT = 0
export const NODE_LEAF = 1
export const NODE_GONE = 2

export interface WptPlan {
  readonly nSamples: number
  readonly level: number
  /** Length of a node of level j, for j in [0, level]. */
  readonly nodeLengths: readonly number[]
  /** Where level j starts among the coefficients; of 'leaves' only the last level has a place, 0. */
  readonly levelStarts: readonly number[]
  readonly nCoefficients: number
  /** coefficients[to..] = the leaves, or all levels from the root on. */
  forward(signal: Float64Array, from: number, coefficients: Float64Array, to: number): void
  /**
   * signal[to, to + nSamples) from the leaves of the last level, or, with the nodes' states by heap number, which
   * 'tree' allows, from those whose state is NODE_LEAF.
   */
  inverse(coefficients: Float64Array, from: number, signal: Float64Array, to: number, states?: Uint8Array): void
}

/** A plan owns its scratch memory: one thread, one call at a time. Throws RangeError for a level below 1. */
export function wptPlan(
  nSamples: number,
  filters: WaveletFilters,
  level: number,
  keeps: 'leaves' | 'tree' = 'leaves',
): WptPlan {
  if (nSamples < 1 || level < 1) throw new RangeError(`wptPlan: ${nSamples} samples, level ${level}`)
  const nTaps = filters.length
  const nodeLengths = wptNodeLengths(nSamples, nTaps, level)
  const sizes = nodeLengths.map((length, j) => length * 2 ** j)
  const levelStarts = sizes.map((_, j) => (keeps === 'tree' ? sizes.slice(0, j).reduce((sum, n) => sum + n, 0) : 0))
  const nCoefficients = levelStarts[level]! + sizes[level]!
  const isTree = keeps === 'tree'

  const extended = new Float64Array(2 * Math.max(...nodeLengths) + 2 * nTaps)
  const largest = Math.max(...sizes)
  // One more: an odd node gets one sample too many, which the next one overwrites.
  const work = [new Float64Array(largest + 1), new Float64Array(largest + 1)] as const

  return {
    nSamples,
    level,
    nodeLengths,
    levelStarts,
    nCoefficients,
    forward(signal, from, coefficients, to) {
      const { decLo, decHi } = filters
      if (isTree) for (let i = 0; i < nSamples; i++) coefficients[to + i] = signal[from + i]!
      for (let j = 1; j <= level; j++) {
        const parent = j === 1 ? signal : isTree ? coefficients : work[j & 1]!
        const parentStart = j === 1 ? from : isTree ? to + levelStarts[j - 1]! : 0
        const isStored = isTree || j === level
        const target = isStored ? coefficients : work[(j + 1) & 1]!
        const targetStart = isStored ? to + levelStarts[j]! : 0
        const n = nodeLengths[j - 1]!
        const count = nodeLengths[j]!
        for (let p = 0; p < 2 ** (j - 1); p++) {
          extendSignal(parent, parentStart + p * n, n, 'symmetric', 2 - nTaps, 2 * count + nTaps - 2, extended)
          const at = targetStart + 2 * p * count
          analysePair(extended, decLo, decHi, 2, 1, count, target, at, target, at + count)
        }
      }
    },
    inverse(coefficients, from, signal, to, states) {
      for (let j = level; j >= 1; j--) {
        const children = j === level ? coefficients : work[(j + 1) & 1]!
        const childrenStart = j === level ? from + levelStarts[j]! : 0
        const target = work[j & 1]!
        const n = nodeLengths[j - 1]!
        const count = nodeLengths[j]!
        for (let p = 0; p < 2 ** (j - 1); p++) {
          const state = states === undefined ? NODE_SPLIT : states[2 ** (j - 1) + p]!
          if (state === NODE_GONE) continue
          if (state === NODE_SPLIT) {
            const at = childrenStart + 2 * p * count
            synthesisePair(children, at, children, at + count, count, filters, target, p * n)
          } else {
            const own = from + levelStarts[j - 1]! + p * n
            for (let i = 0; i < n; i++) target[p * n + i] = coefficients[own + i]!
          }
        }
      }
      const root = work[1]!
      for (let i = 0; i < nSamples; i++) signal[to + i] = root[i]!
    },
  }
}

/** Length of a node of level j, for j in [0, level]. */
export function wptNodeLengths(nSamples: number, nTaps: number, level: number): readonly number[] {
  const lengths = [nSamples]
  for (let j = 0; j < level; j++) lengths.push(dwtBandLength(lengths[j]!, nTaps))
  return lengths
}
