import type { SimdHeap } from '../../dsp/simd-heap.ts'
import { findGains, type RuledCells, SPREAD_FACTOR, SPREAD_FLOOR } from '../../dsp/tf-rules.ts'
import { type ListedRows, listedFrom } from '../listed-rows.ts'
import type { TfDenoiseParams } from './params.ts'

/**
 * The k that outliers are listed for: all that a step's rule may change at its k, and at any larger one; 0, every cell,
 * for the soft rule. The other rules and the protections share a list.
 */
export function outliersFrom({ k, rule }: TfDenoiseParams, isKept: boolean): number {
  return rule === 'soft' ? 0 : listedFrom(k, isKept)
}

/** Columns of the rows that keep outliers. */
const COLUMNS = ['re', 'im', 'median', 'mad'] as const
export const OUTLIER_COLUMNS = COLUMNS.length

/** The outliers of one trace, one behind the other: what a rule is applied to. Arrays lie in a heap. */
export class Outliers implements RuledCells {
  readonly cells: Int32Array
  readonly re: Float64Array
  readonly im: Float64Array
  readonly magnitude: Float64Array
  readonly median: Float64Array
  readonly mad: Float64Array
  readonly threshold: Float64Array
  readonly gain: Float64Array
  count = 0
  readonly #heap: SimdHeap
  readonly #sums: Float64Array

  /** Values of heap that it takes. */
  static floats(nCells: number): number {
    return 8 * (nCells + 4) + 6
  }

  constructor(heap: SimdHeap, nCells: number) {
    const floats = () => heap.floats(nCells)
    this.#heap = heap
    this.cells = heap.ints(nCells)
    this.re = floats()
    this.im = floats()
    this.magnitude = floats()
    this.median = floats()
    this.mad = floats()
    this.threshold = floats()
    this.gain = floats()
    this.#sums = heap.floats(2)
  }

  /** Adds them as the next row. */
  appendTo(rows: ListedRows): void {
    const { count } = this
    const at = rows.addRow(count)
    rows.indices.set(this.cells.subarray(0, count), at)
    COLUMNS.forEach((name, i) => {
      rows.columns[i]!.set(this[name].subarray(0, count), at)
    })
  }

  /** Takes row n. */
  readFrom(rows: ListedRows, n: number): void {
    const [from, to] = [rows.startOf(n), rows.endOf(n)]
    this.count = to - from
    this.cells.set(rows.indices.subarray(from, to))
    COLUMNS.forEach((name, i) => {
      this[name].set(rows.columns[i]!.subarray(from, to))
    })
    this.#heap.loops.magnitudes(this.re.byteOffset, this.im.byteOffset, this.count, this.magnitude.byteOffset)
  }

  /** Finds the gains. */
  applyRule({ k, rule, protection, protectionFactor }: TfDenoiseParams): void {
    const { count, median, mad, threshold } = this
    const { loops } = this.#heap
    const factor = k * SPREAD_FACTOR
    loops.cellThresholds(median.byteOffset, mad.byteOffset, count, factor, SPREAD_FLOOR, threshold.byteOffset)
    findGains(this.#heap, this, count, rule, protection, protectionFactor)
  }

  /** The sum of (new - old), re and im, by the gains found. */
  sumOfChanges(): readonly [number, number] {
    const { re, im, gain, count } = this
    const sums = this.#sums
    this.#heap.loops.sumChanges(re.byteOffset, im.byteOffset, gain.byteOffset, count, sums.byteOffset)
    return [sums[0]!, sums[1]!]
  }
}
