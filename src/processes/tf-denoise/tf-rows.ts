import { boxMeanRows } from '../../dsp/box-mean.ts'
import type { LanePair } from '../../dsp/lane-fft.ts'
import { type NeighbourRow, NeighbourRows } from '../../dsp/neighbour-rows.ts'
import type { SimdHeap } from '../../dsp/simd-heap.ts'
import { SPREAD_FACTOR, SPREAD_FLOOR } from '../../dsp/tf-rules.ts'
import { Outliers } from './outliers.ts'

/** Cells of one trace: complex, with their magnitudes as `values`. */
interface TfRow extends NeighbourRow, LanePair {}

/** Cells of a trace in rows of time: (row, frame) at index row * stride + frame, frame in [0, nFrames). */
export interface TfRowShape {
  readonly nRows: number
  readonly stride: number
  readonly nFrames: number
}

/** Finds the cells of a trace that stand out from those of its neighbours. */
export class TfRows {
  /** Of the trace that was measured last. */
  readonly outliers: Outliers
  readonly #heap: SimdHeap
  readonly #shape: TfRowShape
  readonly #neighbours: NeighbourRows<TfRow>
  readonly #scratch: Float64Array

  /** Values of heap that it takes. */
  static floats({ nRows, stride }: TfRowShape, aperture: number): number {
    const nCells = nRows * stride
    return NeighbourRows.floats(nCells, aperture) + 3 * aperture * (nCells + 4) + Outliers.floats(nCells)
  }

  constructor(heap: SimdHeap, shape: TfRowShape, aperture: number) {
    const nCells = shape.nRows * shape.stride
    const floats = () => heap.floats(nCells)
    const makeRow = () => ({ re: floats(), im: floats(), values: floats() })
    this.#heap = heap
    this.#shape = shape
    this.#neighbours = new NeighbourRows(heap, nCells, aperture, makeRow)
    this.outliers = new Outliers(heap, nCells)
    this.#scratch = new Float64Array(shape.nFrames)
  }

  /** Forgets all rows: trace 0 is the next to be found. */
  restart(): void {
    this.#neighbours.restart()
  }

  /**
   * Measures a trace: median and MAD of the magnitude in each cell over the traces around it, of nTraces in all, both
   * smoothed over `timeSmoothing` frames; and lists as outliers the cells, but for silent ones, that lie farther from the
   * median than k 1.4826 max(MAD, 0.01 median, 1e-10), or for k = 0 all. `find` fills re and im of a trace, in order.
   */
  measure(
    trace: number,
    nTraces: number,
    timeSmoothing: number,
    k: number,
    find: (trace: number, cells: LanePair) => void,
  ): void {
    const { loops } = this.#heap
    const row = this.#neighbours.measure(trace, nTraces, (of, cells) => {
      find(of, cells)
      const { re, im, values } = cells
      loops.magnitudes(re.byteOffset, im.byteOffset, values.length, values.byteOffset)
    })
    if (timeSmoothing > 1) {
      this.#smooth(this.#neighbours.median, timeSmoothing)
      this.#smooth(this.#neighbours.mad, timeSmoothing)
    }
    this.#listOutliers(row, k)
  }

  #listOutliers(row: TfRow, k: number): void {
    const { loops } = this.#heap
    const { outliers } = this
    const { median, mad } = this.#neighbours
    const nCells = row.values.length
    const cells = outliers.cells.byteOffset
    const [a, m, d] = [row.values.byteOffset, median.byteOffset, mad.byteOffset]
    const count = loops.listOutliers(a, m, d, nCells, k * SPREAD_FACTOR, SPREAD_FLOOR, cells)
    outliers.count = count
    loops.gather(row.re.byteOffset, cells, count, outliers.re.byteOffset)
    loops.gather(row.im.byteOffset, cells, count, outliers.im.byteOffset)
    loops.gather(row.values.byteOffset, cells, count, outliers.magnitude.byteOffset)
    loops.gather(median.byteOffset, cells, count, outliers.median.byteOffset)
    loops.gather(mad.byteOffset, cells, count, outliers.mad.byteOffset)
  }

  #smooth(plane: Float64Array, width: number): void {
    const { nRows, stride, nFrames } = this.#shape
    for (let row = 0; row < nRows; row++) {
      const cells = plane.subarray(row * stride, row * stride + nFrames)
      boxMeanRows(cells, nFrames, 1, width, this.#scratch)
      cells.set(this.#scratch)
    }
  }
}
