/**
 * Cadzow filtering of one frequency (Cadzow 1988; Trickett 2008) by optimal shrinkage. The values of neighbouring traces
 * are laid out as a Hankel matrix: row r, column c is x[r + c]; of a few plane waves it has a rank as low as their number.
 * Its singular values are shrunk as is best for white noise (Gavish and Donoho 2017, Frobenius norm), then each value is
 * the mean of its antidiagonal.
 *
 * Singular values and vectors come from one-sided Jacobi rotations (Hestenes 1958): pairs of columns are made orthogonal,
 * in rounds of disjoint pairs that could go side by side, over and over until all are.
 */
import { SimdHeap } from './simd-heap.ts'

/** Columns whose cosine is below this are orthogonal. */
const ORTHOGONAL = 1e-14
/** Rotations converge quadratically: seven sweeps or eight are the rule. */
const MOST_SWEEPS = 20

export class HankelShrinkage {
  /** The values of the traces, replaced by `run`. */
  readonly re: Float64Array
  readonly im: Float64Array
  readonly #nRows: number
  readonly #nColumns: number
  readonly #heap: SimdHeap
  readonly #pairs: Int32Array
  /** Rows and, where they are odd, a zero. */
  readonly #stride: number
  /** Column after column: rotated, they are the left singular vectors times the singular values. */
  readonly #columnsRe: Float64Array
  readonly #columnsIm: Float64Array
  /** Their squared lengths. */
  readonly #powers: Float64Array
  readonly #gramRe: Float64Array
  readonly #gramIm: Float64Array
  readonly #sumsRe: Float64Array
  readonly #sumsIm: Float64Array
  readonly #inverseCounts: Float64Array

  /** For `nTraces` traces, a multiple of 4. */
  constructor(nTraces: number) {
    const nColumns = nTraces / 2
    const nRows = nTraces - nColumns + 1
    this.re = new Float64Array(nTraces)
    this.im = new Float64Array(nTraces)
    this.#nRows = nRows
    this.#nColumns = nColumns
    this.#stride = nRows + (nRows % 2)
    const nValues = this.#stride * nColumns
    const pairs = roundsOfPairs(nColumns)
    this.#heap = new SimdHeap(8 * (2 * nValues + nColumns + pairs.length + 16))
    this.#pairs = this.#heap.ints(pairs.length)
    this.#pairs.set(pairs)
    this.#columnsRe = this.#heap.floats(nValues)
    this.#columnsIm = this.#heap.floats(nValues)
    this.#powers = this.#heap.floats(nColumns)
    this.#gramRe = new Float64Array(nColumns ** 2)
    this.#gramIm = new Float64Array(nColumns ** 2)
    this.#sumsRe = new Float64Array(nTraces)
    this.#sumsIm = new Float64Array(nTraces)
    this.#inverseCounts = Float64Array.from({ length: nTraces }, (_, i) => 1 / Math.min(i + 1, nColumns, nTraces - i))
  }

  /** `noise`: the mean power of the noise in a value. */
  run(noise: number): void {
    if (noise === 0) return
    this.#sumsRe.fill(0)
    this.#sumsIm.fill(0)
    const beta = this.#nColumns / this.#nRows
    // Of the squared singular values.
    const [scale, limit] = [noise * this.#nRows, (1 + Math.sqrt(beta)) ** 2]
    if (!this.#areBelow(scale * limit)) {
      this.#decompose()
      for (let column = 0; column < this.#nColumns; column++) {
        const z2 = this.#powers[column]! / scale
        if (z2 <= limit) continue
        const gain = Math.sqrt((z2 - beta - 1) ** 2 - 4 * beta) / z2
        this.#addRankOne(column, gain / this.#powers[column]!)
      }
    }
    for (let i = 0; i < this.re.length; i++) {
      this.re[i] = this.#sumsRe[i]! * this.#inverseCounts[i]!
      this.im[i] = this.#sumsIm[i]! * this.#inverseCounts[i]!
    }
  }

  /**
   * Whether all squared singular values can be told to be below `limit`: of G = H* H, whose eigenvalues they are, the sum of
   * their fourth powers is |G^2|^2 in the Frobenius norm. True for most frequencies that hold noise alone.
   */
  #areBelow(limit: number): boolean {
    this.#fillGram()
    const n = this.#nColumns
    const [re, im] = [this.#gramRe, this.#gramIm]
    let sum = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let squareRe = 0
        let squareIm = 0
        for (let k = 0; k < n; k++) {
          // G[i][k] G[k][j], G[k][j] being the conjugate of G[j][k].
          squareRe += re[i * n + k]! * re[j * n + k]! + im[i * n + k]! * im[j * n + k]!
          squareIm += im[i * n + k]! * re[j * n + k]! - re[i * n + k]! * im[j * n + k]!
        }
        sum += (i === j ? 1 : 2) * (squareRe * squareRe + squareIm * squareIm)
      }
    }
    return Math.sqrt(Math.sqrt(sum)) <= limit
  }

  /** Each element of a diagonal is the one before it, but for the row that leaves and the row that comes. */
  #fillGram(): void {
    const n = this.#nColumns
    const { re, im } = this
    for (let first = 0; first < n; first++) {
      let sumRe = 0
      let sumIm = 0
      for (let row = 0; row < this.#nRows; row++) {
        sumRe += re[row]! * re[row + first]! + im[row]! * im[row + first]!
        sumIm += re[row]! * im[row + first]! - im[row]! * re[row + first]!
      }
      for (let i = 0; i + first < n; i++) {
        const j = i + first
        this.#gramRe[i * n + j] = this.#gramRe[j * n + i] = sumRe
        this.#gramIm[i * n + j] = sumIm
        this.#gramIm[j * n + i] = -sumIm
        const [a, b] = [i + this.#nRows, j + this.#nRows]
        if (j + 1 === n) break
        sumRe += re[a]! * re[b]! + im[a]! * im[b]! - re[i]! * re[j]! - im[i]! * im[j]!
        sumIm += re[a]! * im[b]! - im[a]! * re[b]! - re[i]! * im[j]! + im[i]! * re[j]!
      }
    }
  }

  #decompose(): void {
    for (let column = 0; column < this.#nColumns; column++) {
      for (let row = 0; row < this.#nRows; row++) {
        this.#columnsRe[column * this.#stride + row] = this.re[column + row]!
        this.#columnsIm[column * this.#stride + row] = this.im[column + row]!
      }
    }
    const [re, im, powers, pairs] = [this.#columnsRe, this.#columnsIm, this.#powers, this.#pairs]
    const { rotateColumns } = this.#heap.loops
    for (let sweep = 0, nRotated = 1; nRotated > 0 && sweep < MOST_SWEEPS; sweep++) {
      this.#measure()
      nRotated = rotateColumns(
        re.byteOffset,
        im.byteOffset,
        powers.byteOffset,
        this.#stride,
        pairs.byteOffset,
        pairs.length / 2,
        ORTHOGONAL ** 2,
      )
    }
    this.#measure()
  }

  #measure(): void {
    const stride = this.#stride
    for (let column = 0; column < this.#nColumns; column++) {
      let power = 0
      for (let at = column * stride; at < (column + 1) * stride; at++) {
        power += this.#columnsRe[at]! ** 2 + this.#columnsIm[at]! ** 2
      }
      this.#powers[column] = power
    }
  }

  /** Adds the antidiagonals of `factor` w w* H, w being a column. */
  #addRankOne(column: number, factor: number): void {
    const nRows = this.#nRows
    const start = column * this.#stride
    for (let c = 0; c < this.#nColumns; c++) {
      let alongRe = 0
      let alongIm = 0
      for (let row = 0; row < nRows; row++) {
        const wRe = this.#columnsRe[start + row]!
        const wIm = this.#columnsIm[start + row]!
        alongRe += wRe * this.re[row + c]! + wIm * this.im[row + c]!
        alongIm += wRe * this.im[row + c]! - wIm * this.re[row + c]!
      }
      alongRe *= factor
      alongIm *= factor
      for (let row = 0; row < nRows; row++) {
        const wRe = this.#columnsRe[start + row]!
        const wIm = this.#columnsIm[start + row]!
        this.#sumsRe[row + c] = this.#sumsRe[row + c]! + wRe * alongRe - wIm * alongIm
        this.#sumsIm[row + c] = this.#sumsIm[row + c]! + wRe * alongIm + wIm * alongRe
      }
    }
  }
}

/** All pairs of an even number of players, in rounds in which each plays once: one after the other, two numbers a pair. */
function roundsOfPairs(nPlayers: number): readonly number[] {
  const others = nPlayers - 1
  const pairs: number[] = []
  for (let round = 0; round < others; round++) {
    pairs.push(others, round)
    for (let i = 1; i < nPlayers / 2; i++) pairs.push((round + i) % others, (round + others - i) % others)
  }
  return pairs
}
