/**
 * Complex prediction along traces at one frequency (Canales 1984): each value as a weighted sum of the `points` before it,
 * and of the `points` behind it, with the weights that fit all of the traces best by least squares. No values are assumed
 * beyond the first and the last trace. Where both predictions exist the result is their mean (Gulunay 1986).
 */
import { type ComplexArray, solveHermitian } from './hermitian-solve.ts'

/** Pre-whitening: the part of the mean power that is added to the diagonal of the normal equations. */
const PRE_WHITENING = 0.01

export class Prediction {
  /** What is to be predicted: traces [0, nTraces), to be filled. */
  readonly traces: ComplexArray
  readonly predicted: ComplexArray
  readonly #points: number
  readonly #covariance: ComplexArray
  readonly #matrix: ComplexArray
  readonly #weights: ComplexArray

  constructor(points: number, mostTraces: number) {
    this.traces = complexArray(mostTraces)
    this.predicted = complexArray(mostTraces)
    this.#points = points
    this.#covariance = complexArray((points + 1) ** 2)
    this.#matrix = complexArray(points ** 2)
    this.#weights = complexArray(points)
  }

  /** Whether enough others stand on one side of a trace. */
  isPredicted(trace: number, nTraces: number): boolean {
    return trace >= this.#points || trace < nTraces - this.#points
  }

  /** Fills `predicted`, with zeros where nothing is. */
  run(nTraces: number): void {
    const points = this.#points
    this.predicted.re.fill(0, 0, nTraces)
    this.predicted.im.fill(0, 0, nTraces)
    this.#covary(nTraces)
    // Offsets from the last of points + 1 traces: the last from those before it, then the first from those behind it.
    if (this.#solve(1, 0)) {
      for (let trace = points; trace < nTraces; trace++)
        this.#add(trace, trace - 1, trace >= nTraces - points ? 1 : 0.5)
    }
    if (this.#solve(0, points)) {
      for (let trace = 0; trace < nTraces - points; trace++) this.#add(trace, trace + points, trace < points ? 1 : 0.5)
    }
  }

  /** Of traces at offsets i and j before the last of all runs of points + 1 traces: sum x*[t - i] x[t - j]. */
  #covary(nTraces: number): void {
    const points = this.#points
    const { re, im } = this.traces
    for (let i = 0; i <= points; i++) {
      for (let j = 0; j <= i; j++) {
        let [sumRe, sumIm] = [0, 0]
        for (let t = points; t < nTraces; t++) {
          sumRe += re[t - i]! * re[t - j]! + im[t - i]! * im[t - j]!
          sumIm += re[t - i]! * im[t - j]! - im[t - i]! * re[t - j]!
        }
        const [at, mirrored] = [i * (points + 1) + j, j * (points + 1) + i]
        this.#covariance.re[at] = this.#covariance.re[mirrored] = sumRe
        this.#covariance.im[at] = sumIm
        this.#covariance.im[mirrored] = -sumIm
      }
    }
  }

  /** The weights of the traces at offsets from `first` on, by which they give the one at offset `wanted`; false where all are zero. */
  #solve(first: number, wanted: number): boolean {
    const points = this.#points
    const { re, im } = this.#covariance
    let power = 0
    for (let i = 0; i < points; i++) power += re[(first + i) * (points + 2)]!
    if (power === 0) return false
    for (let i = 0; i < points; i++) {
      const row = (first + i) * (points + 1)
      for (let j = 0; j <= i; j++) {
        this.#matrix.re[i * points + j] = re[row + first + j]! + (i === j ? (PRE_WHITENING * power) / points : 0)
        this.#matrix.im[i * points + j] = im[row + first + j]!
      }
      this.#weights.re[i] = re[row + wanted]!
      this.#weights.im[i] = im[row + wanted]!
    }
    solveHermitian(points, this.#matrix, this.#weights)
    return true
  }

  /** Adds `share` of what the weights give of traces `from`, `from - 1`, ... */
  #add(trace: number, from: number, share: number): void {
    const { re, im } = this.traces
    let [sumRe, sumIm] = [0, 0]
    for (let i = 0; i < this.#points; i++) {
      const [wRe, wIm] = [this.#weights.re[i]!, this.#weights.im[i]!]
      sumRe += wRe * re[from - i]! - wIm * im[from - i]!
      sumIm += wRe * im[from - i]! + wIm * re[from - i]!
    }
    this.predicted.re[trace] = this.predicted.re[trace]! + share * sumRe
    this.predicted.im[trace] = this.predicted.im[trace]! + share * sumIm
  }
}

function complexArray(length: number): ComplexArray {
  return { re: new Float64Array(length), im: new Float64Array(length) }
}
