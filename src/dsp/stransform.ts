/**
 * Discrete S-transform (Stockwell, Mansinha & Lowe 1996) of a real trace of N samples with spectrum X:
 *   S[n, j] = 1/N sum_m X[n + m] exp(-2 pi^2 m^2 / n^2) exp(2 pi i m j / N),  m in (-N/2, N/2],  S[0, j] = X[0] / N
 * for rows n in [0, N/2]. The weight at m = 0 is 1, so that sum_j S[n, j] = X[n]: that is the exact inverse.
 *
 * Weights below 2^-53 are left out, for they lie under the rounding of X: a row has some 2.7 n terms. Where N is a
 * product of small primes, N = P Q with Q at least the number of terms, a row is P transforms of length Q.
 */
import { isSmooth } from './fft.ts'
import { type LaneFft, type LanePair, laneFft, laneFftBytes } from './lane-fft.ts'
import { realFftPlan } from './real-fft.ts'
import { SimdHeap } from './simd-heap.ts'

export interface StransformPlan {
  readonly nSamples: number
  /** Rows, and bins of the spectrum: floor(N / 2) + 1. */
  readonly nBins: number
  /** Where the arrays that rows are written to must lie. */
  readonly heap: SimdHeap
  /** spectrum[to + 2k], the next = re and im of X[k], k in [0, nBins), of signal[0, nSamples). */
  forward(signal: Float64Array, spectrum: Float64Array, to: number): void
  /** signal[0, nSamples) from spectrum[from..]; im of the first bin (and of the last, for even N) is taken as zero. */
  inverse(spectrum: Float64Array, from: number, signal: Float64Array): void
  /** What finds row n of many traces. */
  row(n: number): StransformRow
}

/** re and im [0, nSamples) of `out` = S[n, j] over j, from spectrum[from..]. Owns scratch memory: one call at a time. */
export type StransformRow = (spectrum: Float64Array, from: number, out: LanePair) => void

/** m / n where the weight has fallen to 2^-53. */
const REACH = Math.sqrt((53 * Math.LN2) / 2) / Math.PI

/** Row n has terms up to this distance: beyond, weights are below 2^-53. */
export function stransformReach(n: number): number {
  return Math.floor(REACH * n)
}

/** A plan owns its scratch memory: one thread, one call at a time. `extraFloats`: what the caller will take from the heap. */
export function stransformPlan(nSamples: number, extraFloats = 0): StransformPlan {
  if (!Number.isInteger(nSamples) || nSamples < 1) throw new RangeError(`stransformPlan: ${nSamples} samples`)
  const fft = realFftPlan(nSamples)
  const lengths = isSmooth(nSamples) ? divisorsOf(nSamples) : [nSamples]
  const fftBytes = lengths.reduce((sum, length) => sum + laneFftBytes(length, nSamples / length), 0)
  const heap = new SimdHeap(fftBytes + 8 * (4 * nSamples + 64 + extraFloats))
  const terms: LanePair = { re: heap.floats(nSamples), im: heap.floats(nSamples) }
  const factors: LanePair = { re: heap.floats(nSamples), im: heap.floats(nSamples) }
  const transforms = new Map<number, LaneFft>()
  const transformOf = (length: number) => {
    const known = transforms.get(length) ?? laneFft(length, nSamples / length, heap)
    transforms.set(length, known)
    return known
  }
  return {
    nSamples,
    nBins: fft.nBins,
    heap,
    forward: (signal, spectrum, to) => fft.forward(signal, spectrum, to),
    inverse: (spectrum, from, signal) => fft.inverse(spectrum, from, signal),
    row(n) {
      const rowTerms = termsOfRow(n, nSamples)
      const length = lengths.find((candidate) => candidate >= rowTerms.count)!
      return prunedRow(rowTerms, transformOf(length), length, heap, terms, factors)
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

function termsOfRow(n: number, nSamples: number): RowTerms {
  const reach = stransformReach(n)
  const before = Math.min(reach, Math.ceil(nSamples / 2) - 1)
  const after = Math.min(reach, Math.floor(nSamples / 2))
  return { n, nSamples, before, after, count: before + 1 + after }
}

/** exp(-2 pi^2 m^2 / n^2) / N. */
function weightOf({ n, nSamples }: RowTerms, m: number): number {
  return (m === 0 ? 1 : Math.exp(-2 * ((Math.PI * m) / n) ** 2)) / nSamples
}

/**
 * By P = nSamples / length transforms side by side: lane p holds the terms times exp(2 pi i m p / N), and gives
 * S[n, q P + p]. The factors serve one row at a time.
 */
function prunedRow(
  row: RowTerms,
  fft: LaneFft,
  length: number,
  { loops }: SimdHeap,
  terms: LanePair,
  factors: LanePair,
): StransformRow {
  const { nSamples, before, after, count } = row
  const nLanes = nSamples / length
  for (let i = 0; i < count; i++) {
    const weight = weightOf(row, i - before)
    for (let p = 0; p < nLanes; p++) {
      const angle = (2 * Math.PI * (((i - before) * p) % nSamples)) / nSamples
      factors.re[i * nLanes + p] = weight * Math.cos(angle)
      factors.im[i * nLanes + p] = weight * Math.sin(angle)
    }
  }
  /** Lanes of terms [first, first + n) go to rows [to, to + n) of the transforms. */
  const apply = (first: number, n: number, to: number) => {
    const [term, factor, out] = [8 * first, 8 * first * nLanes, 8 * to * nLanes]
    loops.applyFactors(
      terms.re.byteOffset + term,
      terms.im.byteOffset + term,
      factors.re.byteOffset + factor,
      factors.im.byteOffset + factor,
      n,
      nLanes,
      fft.re.byteOffset + out,
      fft.im.byteOffset + out,
    )
  }
  return (spectrum, from, out) => {
    readTerms(row, spectrum, from, terms.re, terms.im)
    // In this order: the last row of either may spill a value into the next.
    apply(before, after + 1, 0)
    apply(0, before, length - before)
    fft.re.fill(0, (after + 1) * nLanes, (length - before) * nLanes)
    fft.im.fill(0, (after + 1) * nLanes, (length - before) * nLanes)
    fft.inverse(nLanes, out)
  }
}

/** X[n + m] for m in [-before, after], from bins [0, N/2]: X[-k] = X[N - k] = X*[k]. */
function readTerms(row: RowTerms, spectrum: Float64Array, from: number, re: Float64Array, im: Float64Array): void {
  const { n, nSamples, before, count } = row
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
