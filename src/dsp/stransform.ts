/**
 * Discrete S-transform (Stockwell, Mansinha & Lowe 1996) of a real trace of N samples with spectrum X:
 *   S[n, j] = 1/N sum_m X[n + m] exp(-2 pi^2 m^2 / n^2) exp(2 pi i m j / N),  m in (-N/2, N/2],  S[0, j] = X[0] / N
 * for rows n in [0, N/2]. The weight at m = 0 is 1, so that sum_j S[n, j] = X[n]: that is the exact inverse.
 *
 * Weights below 2^-53 are left out, for they lie under the rounding of X: a row has some 2.7 n terms. Where N is a
 * product of small primes, N = P Q with Q at least the number of terms, a row is P transforms of length Q.
 */
import { fftPlan, type InterleavedFft, interleavedFft, isSmooth } from './fft.ts'
import { realFftPlan } from './real-fft.ts'

export interface StransformPlan {
  readonly nSamples: number
  /** Rows, and bins of the spectrum: floor(N / 2) + 1. */
  readonly nBins: number
  /** spectrum[to + 2k], the next = re and im of X[k], k in [0, nBins), of signal[0, nSamples). */
  forward(signal: Float64Array, spectrum: Float64Array, to: number): void
  /** signal[0, nSamples) from spectrum[from..]; im of the first bin (and of the last, for even N) is taken as zero. */
  inverse(spectrum: Float64Array, from: number, signal: Float64Array): void
  /** What finds row n of many traces. */
  row(n: number): StransformRow
}

/** re and im [to, to + nSamples) = S[n, j] over j, from spectrum[from..]. Owns scratch memory: one call at a time. */
export type StransformRow = (
  spectrum: Float64Array,
  from: number,
  re: Float64Array,
  im: Float64Array,
  to: number,
) => void

/** m / n where the weight has fallen to 2^-53. */
const REACH = Math.sqrt((53 * Math.LN2) / 2) / Math.PI

/** Row n has terms up to this distance: beyond, weights are below 2^-53. */
export function stransformReach(n: number): number {
  return Math.floor(REACH * n)
}

/** A plan owns its scratch memory: one thread, one call at a time. */
export function stransformPlan(nSamples: number): StransformPlan {
  if (!Number.isInteger(nSamples) || nSamples < 1) throw new RangeError(`stransformPlan: ${nSamples} samples`)
  const fft = realFftPlan(nSamples)
  const transforms = new Map<number, InterleavedFft>()
  const transformOf = (length: number) => {
    const known = transforms.get(length) ?? interleavedFft(length, nSamples / length)
    transforms.set(length, known)
    return known
  }
  const divisors = isSmooth(nSamples) ? divisorsOf(nSamples) : []
  return {
    nSamples,
    nBins: fft.nBins,
    forward: (signal, spectrum, to) => fft.forward(signal, spectrum, to),
    inverse: (spectrum, from, signal) => fft.inverse(spectrum, from, signal),
    row(n) {
      const terms = rowTerms(n, nSamples)
      const length = divisors.find((divisor) => divisor >= terms.count)
      return length === undefined ? wholeRow(terms) : prunedRow(terms, transformOf(length), length)
    },
  }
}

/** Terms m in [-before, after] of row n. */
interface RowTerms {
  readonly n: number
  readonly nSamples: number
  readonly before: number
  readonly after: number
  readonly count: number
}

function rowTerms(n: number, nSamples: number): RowTerms {
  const reach = stransformReach(n)
  const before = Math.min(reach, Math.ceil(nSamples / 2) - 1)
  const after = Math.min(reach, Math.floor(nSamples / 2))
  return { n, nSamples, before, after, count: before + 1 + after }
}

/** exp(-2 pi^2 m^2 / n^2) / N. */
function weightOf({ n, nSamples }: RowTerms, m: number): number {
  return (m === 0 ? 1 : Math.exp(-2 * ((Math.PI * m) / n) ** 2)) / nSamples
}

/** By one transform of length N: for lengths with a large prime factor. */
function wholeRow(terms: RowTerms): StransformRow {
  const { nSamples, before, after, count } = terms
  const fft = fftPlan(nSamples)
  const weights = Float64Array.from({ length: count }, (_, i) => weightOf(terms, i - before))
  const termRe = new Float64Array(count)
  const termIm = new Float64Array(count)
  const rowRe = new Float64Array(nSamples)
  const rowIm = new Float64Array(nSamples)
  return (spectrum, from, re, im, to) => {
    readTerms(terms, spectrum, from, termRe, termIm)
    rowRe.fill(0, after + 1)
    rowIm.fill(0, after + 1)
    for (let i = 0; i < count; i++) {
      const at = i < before ? nSamples + i - before : i - before
      rowRe[at] = termRe[i]! * weights[i]!
      rowIm[at] = termIm[i]! * weights[i]!
    }
    // Real and imaginary parts change places: that turns the forward transform into the inverse without 1/N.
    fft.forward(rowIm, rowRe)
    re.set(rowRe, to)
    im.set(rowIm, to)
  }
}

/** By P = nSamples / length interleaved transforms: lane p holds the terms times exp(2 pi i m p / N), and gives S[n, q P + p]. */
function prunedRow(terms: RowTerms, fft: InterleavedFft, length: number): StransformRow {
  const { nSamples, before, after, count } = terms
  const nLanes = nSamples / length
  const factorRe = new Float64Array(count * nLanes)
  const factorIm = new Float64Array(count * nLanes)
  for (let i = 0; i < count; i++) {
    const weight = weightOf(terms, i - before)
    for (let p = 0; p < nLanes; p++) {
      const angle = (2 * Math.PI * (((i - before) * p) % nSamples)) / nSamples
      factorRe[i * nLanes + p] = weight * Math.cos(angle)
      factorIm[i * nLanes + p] = weight * Math.sin(angle)
    }
  }
  const termRe = new Float64Array(count)
  const termIm = new Float64Array(count)
  return (spectrum, from, re, im, to) => {
    readTerms(terms, spectrum, from, termRe, termIm)
    fft.re.fill(0, (after + 1) * nLanes, (length - before) * nLanes)
    fft.im.fill(0, (after + 1) * nLanes, (length - before) * nLanes)
    for (let i = 0; i < count; i++) {
      const target = (i < before ? length + i - before : i - before) * nLanes
      const source = i * nLanes
      const a = termRe[i]!
      const b = termIm[i]!
      for (let p = 0; p < nLanes; p++) {
        const c = factorRe[source + p]!
        const d = factorIm[source + p]!
        fft.re[target + p] = a * c - b * d
        fft.im[target + p] = a * d + b * c
      }
    }
    fft.inverse()
    re.set(fft.resultRe, to)
    im.set(fft.resultIm, to)
  }
}

/** X[n + m] for m in [-before, after], from bins [0, N/2]: X[-k] = X[N - k] = X*[k]. */
function readTerms(terms: RowTerms, spectrum: Float64Array, from: number, re: Float64Array, im: Float64Array): void {
  const { n, nSamples, before, count } = terms
  const first = n - before
  const nNegative = Math.max(0, -first)
  const nDirect = Math.min(count, Math.floor(nSamples / 2) + 1 - first)
  for (let i = 0; i < nNegative; i++) {
    re[i] = spectrum[from - 2 * (first + i)]!
    im[i] = -spectrum[from - 2 * (first + i) + 1]!
  }
  for (let i = nNegative; i < nDirect; i++) {
    re[i] = spectrum[from + 2 * (first + i)]!
    im[i] = spectrum[from + 2 * (first + i) + 1]!
  }
  for (let i = nDirect; i < count; i++) {
    re[i] = spectrum[from + 2 * (nSamples - first - i)]!
    im[i] = -spectrum[from + 2 * (nSamples - first - i) + 1]!
  }
}

/** Ascending. */
function divisorsOf(n: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => i + 1).filter((divisor) => n % divisor === 0)
}
