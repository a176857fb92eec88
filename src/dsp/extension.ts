import type { SimdHeap } from './simd-heap.ts'

/**
 * How a signal goes on beyond its ends, named as in PyWavelets and numpy.pad. For x = a b c d:
 *   zeros    0 0 | a b c d | 0 0        symmetric  b a | a b c d | d c
 *   reflect  c b | a b c d | c b        periodic   c d | a b c d | a b
 * All but zeros repeat as often as needed, so that any extent is defined for any length from 1.
 */
export type Extension = 'zeros' | 'symmetric' | 'reflect' | 'periodic'

/** As simd/filters.ts numbers them. */
const CODES = { zeros: 0, symmetric: 1, reflect: 2, periodic: 3 } as const

/**
 * target[i] = x at sample (i + start), for i in [0, count), x being the n values of source from sourceStart on,
 * extended. `start` may be negative. Both arrays lie in the heap.
 */
export function extendSignal(
  { loops }: SimdHeap,
  source: Float64Array,
  sourceStart: number,
  n: number,
  extension: Extension,
  start: number,
  count: number,
  target: Float64Array,
): void {
  loops.extend(source.byteOffset + 8 * sourceStart, n, CODES[extension], start, count, target.byteOffset)
}

/** The index in [0, n) that sample `i` of the signal, reflected beyond its ends, has. */
export function reflectedIndex(i: number, n: number): number {
  if (n === 1) return 0
  const period = 2 * n - 2
  const folded = ((i % period) + period) % period
  return folded < n ? folded : period - folded
}

/** The same where the signal is mirrored with its end samples repeated. */
export function symmetricIndex(i: number, n: number): number {
  const period = 2 * n
  const folded = ((i % period) + period) % period
  return folded < n ? folded : period - 1 - folded
}
