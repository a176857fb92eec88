import type { SimdHeap } from './simd-heap.ts'

/** Numbers of one trace, the same cells in every trace, in the heap of the rows. */
export interface NeighbourRow {
  readonly values: Float64Array
}

/**
 * Rows of neighbouring traces in a ring: each is found once, and is still there when the last trace that it is a
 * neighbour of has its turn. Traces are taken in order; the aperture, odd, has fewer of them at the ends.
 */
export class NeighbourRows<Row extends NeighbourRow> {
  /** Of each cell, over the aperture of the trace that was measured last. The median of an even count is the mean of the middle two. */
  readonly median: Float64Array
  readonly mad: Float64Array
  readonly nCells: number
  readonly #heap: SimdHeap
  readonly #half: number
  readonly #rows: readonly Row[]
  readonly #addresses: Int32Array
  #nReady = 0

  /** Values of heap that it takes, but for the rows. */
  static floats(nCells: number, aperture: number): number {
    return 2 * (nCells + 4) + aperture + 4
  }

  constructor(heap: SimdHeap, nCells: number, aperture: number, makeRow: () => Row) {
    this.#heap = heap
    this.nCells = nCells
    this.#half = (aperture - 1) / 2
    this.#rows = Array.from({ length: aperture }, makeRow)
    this.#addresses = heap.ints(aperture)
    this.median = heap.floats(nCells)
    this.mad = heap.floats(nCells)
  }

  /** Forgets all rows: trace 0 is the next to be found. */
  restart(): void {
    this.#nReady = 0
  }

  /**
   * Median and MAD over the traces around `trace`, of nTraces in all; rows that are not there yet are asked for, in
   * order. Returns the row of the trace itself.
   */
  measure(trace: number, nTraces: number, find: (trace: number, row: Row) => void): Row {
    const end = Math.min(nTraces, trace + this.#half + 1)
    for (; this.#nReady < end; this.#nReady++) find(this.#nReady, this.#rowOf(this.#nReady))
    const start = Math.max(0, trace - this.#half)
    for (let t = start; t < end; t++) this.#addresses[t - start] = this.#rowOf(t).values.byteOffset
    const { median, mad, nCells } = this
    this.#heap.loops.medianMad(this.#addresses.byteOffset, end - start, nCells, median.byteOffset, mad.byteOffset)
    return this.#rowOf(trace)
  }

  #rowOf(trace: number): Row {
    return this.#rows[trace % this.#rows.length]!
  }
}
