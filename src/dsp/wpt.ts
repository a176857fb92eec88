/**
 * The wavelet packet transform of PyWavelets (pywt.WaveletPacket, symmetric; Coifman and Wickerhauser 1992): every
 * band, not only the approximation, is split again, down to `level`. A node of level j has two children, 'a' and 'd'.
 *
 * Nodes of a level lie end to end in natural order (aa, ad, da, dd), all of one length. Across levels a node is named
 * by its number in a heap: the root is 1, the children of h are 2h ('a') and 2h + 1 ('d'); number 0 is no node.
 */
import { DecimatedLevel, dwtBandLength } from './decimated-level.ts'
import { SimdHeap } from './simd-heap.ts'
import { expandBand, type ListedBands } from './thresholds.ts'
import { extraFloats, NO_EXTRA_HEAP, type WaveletPlan } from './wavelet-plan.ts'
import type { WaveletFilters } from './wavelets.ts'

/** What a basis says of a node: its band stands for it, its children do, or an ancestor's band does. */
export const NODE_SPLIT = 0
export const NODE_LEAF = 1
export const NODE_GONE = 2

export interface WptPlan extends WaveletPlan {
  /** Length of a node of level j, for j in [0, level]. */
  readonly nodeLengths: readonly number[]
  /** Where level j starts among the coefficients; of 'leaves' only the last level has a place, 0. */
  readonly levelStarts: readonly number[]
  /**
   * From the leaves of the last level, or, with the nodes' states by heap number, which 'tree' allows, from those whose
   * state is NODE_LEAF. Bands are the nodes, in the order of the coefficients; those with an empty list take no time.
   */
  inverse(listed?: ListedBands, states?: Uint8Array): void
}

/**
 * Coefficients are the leaves, or with 'tree' all levels from the root on. Throws RangeError for a level below 1.
 * `extra`: what the caller will take from the heap.
 */
export function wptPlan(
  nSamples: number,
  filters: WaveletFilters,
  level: number,
  keeps: 'leaves' | 'tree' = 'leaves',
  extra = NO_EXTRA_HEAP,
): WptPlan {
  if (nSamples < 1 || level < 1) throw new RangeError(`wptPlan: ${nSamples} samples, level ${level}`)
  const nTaps = filters.length
  const nodeLengths = wptNodeLengths(nSamples, nTaps, level)
  const sizes = nodeLengths.map((length, j) => length * 2 ** j)
  const isTree = keeps === 'tree'
  const levelStarts = sizes.map((_, j) => (isTree ? sizes.slice(0, j).reduce((sum, n) => sum + n, 0) : 0))
  const nCoefficients = levelStarts[level]! + sizes[level]!
  const largest = Math.max(...sizes)
  const longest = Math.max(...nodeLengths)
  const nFloats = nSamples + nCoefficients + 2 * largest + DecimatedLevel.floats(nTaps, longest) + 64
  const heap = new SimdHeap(8 * (nFloats + extraFloats(extra, nCoefficients)))
  const bank = new DecimatedLevel(heap, filters, longest)
  const signal = heap.floats(nSamples)
  const coefficients = heap.floats(nCoefficients)
  // A node gets up to three samples too many, which the next one overwrites.
  const work = [0, 1].map(() => heap.floats(largest + 4)) as [Float64Array, Float64Array]
  /** Whether a node of the level in `work`, even or odd, is zero. */
  const silences = [0, 1].map(() => new Uint8Array(2 ** level)) as [Uint8Array, Uint8Array]

  return {
    nSamples,
    level,
    nodeLengths,
    levelStarts,
    nCoefficients,
    heap,
    signal,
    coefficients,
    forward() {
      if (isTree) coefficients.set(signal)
      for (let j = 1; j <= level; j++) {
        const parent = j === 1 ? signal : isTree ? coefficients : work[(j - 1) & 1]!
        const parentStart = j === 1 || !isTree ? 0 : levelStarts[j - 1]!
        const isStored = isTree || j === level
        const target = isStored ? coefficients : work[j & 1]!
        const targetStart = isStored ? levelStarts[j]! : 0
        const n = nodeLengths[j - 1]!
        const count = nodeLengths[j]!
        for (let p = 0; p < 2 ** (j - 1); p++) {
          const at = targetStart + 2 * p * count
          bank.analyse(parent, parentStart + p * n, n, 'symmetric', target, at, target, at + count)
        }
      }
    },
    inverse(listed, states) {
      /** Whether a node is zero; writes it out among the coefficients where it is listed. */
      const readNode = (j: number, p: number): boolean => {
        if (listed === undefined) return false
        const band = (isTree ? 2 ** j - 1 : 0) + p
        if (listed.counts[band] === 0) return true
        const n = nodeLengths[j]!
        expandBand(listed, band, levelStarts[j]! + p * n, n, coefficients)
        return false
      }
      for (let p = 0; p < 2 ** level; p++) {
        const isUsed = states === undefined || states[2 ** level + p] === NODE_LEAF
        silences[level & 1]![p] = isUsed && readNode(level, p) ? 1 : 0
      }
      for (let j = level; j >= 1; j--) {
        const children = j === level ? coefficients : work[j & 1]!
        const childrenStart = j === level ? levelStarts[j]! : 0
        const areSilent = silences[j & 1]!
        const willBeSilent = silences[(j - 1) & 1]!
        const target = work[(j - 1) & 1]!
        const n = nodeLengths[j - 1]!
        const count = nodeLengths[j]!
        for (let p = 0; p < 2 ** (j - 1); p++) {
          const state = states === undefined ? NODE_SPLIT : states[2 ** (j - 1) + p]!
          if (state === NODE_GONE) continue
          if (state === NODE_LEAF) {
            willBeSilent[p] = readNode(j - 1, p) ? 1 : 0
            const own = levelStarts[j - 1]! + p * n
            if (willBeSilent[p] === 0) target.set(coefficients.subarray(own, own + n), p * n)
            continue
          }
          const at = childrenStart + 2 * p * count
          const hasLo = areSilent[2 * p] === 0
          const hasHi = areSilent[2 * p + 1] === 0
          willBeSilent[p] = hasLo || hasHi ? 0 : 1
          if (hasLo) bank.synthesise('lo', children, at, count, target, p * n, false)
          if (hasHi) bank.synthesise('hi', children, at + count, count, target, p * n, hasLo)
        }
      }
      if (silences[0][0] === 1) signal.fill(0)
      else signal.set(work[0].subarray(0, nSamples))
    },
  }
}

/** Length of a node of level j, for j in [0, level]. */
export function wptNodeLengths(nSamples: number, nTaps: number, level: number): readonly number[] {
  const lengths = [nSamples]
  for (let j = 0; j < level; j++) lengths.push(dwtBandLength(lengths[j]!, nTaps))
  return lengths
}
