import type { SimdHeap } from './simd-heap.ts'

/** Median of |values[start, start + count)|, the mean of the middle two of an even count; NaN for none. In the heap. */
export function medianAbsolute(
  { loops }: SimdHeap,
  values: Float64Array,
  start: number,
  count: number,
  scratch: Float64Array,
): number {
  if (count === 0) return Number.NaN
  return loops.medianAbsolute(values.byteOffset + 8 * start, count, scratch.byteOffset)
}
