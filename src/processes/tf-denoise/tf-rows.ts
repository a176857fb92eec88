import { boxMeanRows } from '../../dsp/box-mean.ts'
import type { LanePair } from '../../dsp/lane-fft.ts'
import { type NeighbourRow, NeighbourRows } from '../../dsp/neighbour-rows.ts'
import type { SimdHeap } from '../../dsp/simd-heap.ts'

/** Cells of one trace: complex, with their magnitudes as `values`. */
export interface TfRow extends NeighbourRow, LanePair {}

/** 1e-10: what a spread never falls below, so that cells with none are not all outliers. */
const SPREAD_FLOOR = 1e-10

/**
 * Cells of a trace among those of its neighbours, in rows of time: (row, frame) at index row * stride + frame, frame in
 * [0, nFrames).
 */
export interface TfRowShape {
  readonly nRows: number
  readonly stride: number
  readonly nFrames: number
}

export class TfRows {
  /** The cells that `measure` found to stand out, ascending. */
  readonly outliers: Int32Array
  readonly #heap: SimdHeap
  readonly #shape: TfRowShape
  readonly #neighbours: NeighbourRows<TfRow>
  readonly #scratch: Float64Array

  /** Values of heap that it takes. */
  static floats({ nRows, stride }: TfRowShape, aperture: number): number {
    const nCells = nRows * stride
    return NeighbourRows.floats(nCells, aperture) + 3 * aperture * (nCells + 4) + nCells + 4
  }

  constructor(heap: SimdHeap, shape: TfRowShape, aperture: number) {
    const nCells = shape.nRows * shape.stride
    const floats = () => heap.floats(nCells)
    const makeRow = () => ({ re: floats(), im: floats(), values: floats() })
    this.#heap = heap
    this.#shape = shape
    this.#neighbours = new NeighbourRows(heap, nCells, aperture, makeRow)
    this.outliers = heap.ints(nCells)
    this.#scratch = new Float64Array(shape.nFrames)
  }

  get median(): Float64Array {
    return this.#neighbours.median
  }

  get mad(): Float64Array {
    return this.#neighbours.mad
  }

  /** Forgets all rows: trace 0 is the next to be found. */
  restart(): void {
    this.#neighbours.restart()
  }

  /**
   * The cells of a trace, median and MAD of their magnitudes over the traces around it, of nTraces in all, and these
   * smoothed over `timeSmoothing` frames. `find` fills re and im of a trace, in order.
   */
  measure(
    trace: number,
    nTraces: number,
    timeSmoothing: number,
    find: (trace: number, cells: LanePair) => void,
  ): TfRow {
    const { loops } = this.#heap
    const row = this.#neighbours.measure(trace, nTraces, (of, cells) => {
      find(of, cells)
      const { re, im, values } = cells
      loops.magnitudes(re.byteOffset, im.byteOffset, values.length, values.byteOffset)
    })
    if (timeSmoothing > 1) {
      this.#smooth(this.median, timeSmoothing)
      this.#smooth(this.mad, timeSmoothing)
    }
    return row
  }

  /**
   * Fills `outliers` with the cells of the row measured last, but for silent ones, that lie farther from the median than
   * k 1.4826 max(MAD, 0.01 median, 1e-10), ascending; for k = 0 with all that are not silent. Returns how many there are.
   */
  listOutliers({ values }: TfRow, k: number): number {
    const { median, mad, outliers } = this
    const [m, d] = [median.byteOffset, mad.byteOffset]
    const { loops } = this.#heap
    return loops.listOutliers(values.byteOffset, m, d, values.length, k * 1.4826, SPREAD_FLOOR, outliers.byteOffset)
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
