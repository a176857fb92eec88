/**
 * Cadzow filtering of one frequency (Cadzow 1988; Trickett 2008) by optimal shrinkage. The values of neighbouring traces
 * are laid out as a Hankel matrix: row r, column c is x[r + c]; of a few plane waves it has a rank as low as their number.
 * Its singular values are shrunk as is best for white noise (Gavish and Donoho 2017, Frobenius norm), then each value is
 * the mean of its antidiagonal.
 *
 * Singular values and vectors come from one-sided Jacobi rotations (Hestenes 1958): pairs of columns are made orthogonal,
 * in rounds of disjoint pairs that could go side by side, over and over until all are.
 */

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
  readonly #pairs: Uint8Array
  /** Column after column: rotated, they are the left singular vectors times the singular values. */
  readonly #columnsRe: Float64Array
  readonly #columnsIm: Float64Array
  /** Their squared lengths. */
  readonly #powers: Float64Array
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
    this.#pairs = roundsOfPairs(nColumns)
    this.#columnsRe = new Float64Array(nRows * nColumns)
    this.#columnsIm = new Float64Array(nRows * nColumns)
    this.#powers = new Float64Array(nColumns)
    this.#sumsRe = new Float64Array(nTraces)
    this.#sumsIm = new Float64Array(nTraces)
    this.#inverseCounts = Float64Array.from({ length: nTraces }, (_, i) => 1 / Math.min(i + 1, nColumns, nTraces - i))
  }

  /** `noise`: the mean power of the noise in a value. */
  run(noise: number): void {
    if (noise === 0) return
    const nRows = this.#nRows
    for (let column = 0; column < this.#nColumns; column++) {
      for (let row = 0; row < nRows; row++) {
        this.#columnsRe[column * nRows + row] = this.re[column + row]!
        this.#columnsIm[column * nRows + row] = this.im[column + row]!
      }
    }
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) if (!this.#sweep()) break
    this.#measure()
    this.#sumsRe.fill(0)
    this.#sumsIm.fill(0)
    const beta = this.#nColumns / nRows
    for (let column = 0; column < this.#nColumns; column++) {
      const z2 = this.#powers[column]! / (noise * nRows)
      if (z2 <= (1 + Math.sqrt(beta)) ** 2) continue
      const gain = Math.sqrt((z2 - beta - 1) ** 2 - 4 * beta) / z2
      this.#addRankOne(column, gain / this.#powers[column]!)
    }
    for (let i = 0; i < this.re.length; i++) {
      this.re[i] = this.#sumsRe[i]! * this.#inverseCounts[i]!
      this.im[i] = this.#sumsIm[i]! * this.#inverseCounts[i]!
    }
  }

  #measure(): void {
    const nRows = this.#nRows
    for (let column = 0; column < this.#nColumns; column++) {
      let power = 0
      for (let at = column * nRows; at < (column + 1) * nRows; at++) {
        power += this.#columnsRe[at]! ** 2 + this.#columnsIm[at]! ** 2
      }
      this.#powers[column] = power
    }
  }

  /** Rotates each pair of columns; false where all were orthogonal. */
  #sweep(): boolean {
    this.#measure()
    let isRotated = false
    for (let at = 0; at < this.#pairs.length; at += 2) {
      if (this.#rotate(this.#pairs[at]!, this.#pairs[at + 1]!)) isRotated = true
    }
    return isRotated
  }

  #rotate(p: number, q: number): boolean {
    const nRows = this.#nRows
    const re = this.#columnsRe
    const im = this.#columnsIm
    const powers = this.#powers
    const [startP, startQ] = [p * nRows, q * nRows]
    let dotRe = 0
    let dotIm = 0
    for (let row = 0; row < nRows; row++) {
      const pRe = re[startP + row]!
      const pIm = im[startP + row]!
      const qRe = re[startQ + row]!
      const qIm = im[startQ + row]!
      dotRe += pRe * qRe + pIm * qIm
      dotIm += pRe * qIm - pIm * qRe
    }
    const dot2 = dotRe * dotRe + dotIm * dotIm
    if (dot2 <= ORTHOGONAL ** 2 * powers[p]! * powers[q]!) return false
    const dot = Math.sqrt(dot2)
    const zeta = (powers[q]! - powers[p]!) / (2 * dot)
    const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
    const cosine = 1 / Math.sqrt(1 + tangent * tangent)
    const sine = cosine * tangent
    // Column q is turned to the phase of p first.
    const turnRe = dotRe / dot
    const turnIm = -dotIm / dot
    for (let row = 0; row < nRows; row++) {
      const pRe = re[startP + row]!
      const pIm = im[startP + row]!
      const qRe = re[startQ + row]! * turnRe - im[startQ + row]! * turnIm
      const qIm = re[startQ + row]! * turnIm + im[startQ + row]! * turnRe
      re[startP + row] = cosine * pRe - sine * qRe
      im[startP + row] = cosine * pIm - sine * qIm
      re[startQ + row] = sine * pRe + cosine * qRe
      im[startQ + row] = sine * pIm + cosine * qIm
    }
    powers[p] = powers[p]! - tangent * dot
    powers[q] = powers[q]! + tangent * dot
    return true
  }

  /** Adds the antidiagonals of `factor` w w* H, w being a column. */
  #addRankOne(column: number, factor: number): void {
    const nRows = this.#nRows
    const start = column * nRows
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
function roundsOfPairs(nPlayers: number): Uint8Array {
  const others = nPlayers - 1
  const pairs: number[] = []
  for (let round = 0; round < others; round++) {
    pairs.push(others, round)
    for (let i = 1; i < nPlayers / 2; i++) pairs.push((round + i) % others, (round + others - i) % others)
  }
  return Uint8Array.from(pairs)
}
