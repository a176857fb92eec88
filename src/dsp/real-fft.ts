/** Fourier transform of real signals, one-sided: bins 0 .. floor(n/2), as numpy.fft.rfft and irfft. */
import { type FftPlan, fftPlan } from './fft.ts'

export interface RealFftPlan {
  readonly n: number
  readonly nBins: number
  /** spectrum[to + 2k], spectrum[to + 2k + 1] = re and im of X[k], k in [0, nBins), from signal[0, n). */
  forward(signal: Float64Array, spectrum: Float64Array, to: number): void
  /** signal[0, n) from spectrum[from..], including 1/n; im of bin 0 (and of n/2 for even n) is taken as zero. */
  inverse(spectrum: Float64Array, from: number, signal: Float64Array): void
}

const plans = new Map<number, RealFftPlan>()

/** The plan for length n >= 1, made once per thread. It owns scratch memory: one call at a time. */
export function realFftPlan(n: number): RealFftPlan {
  let plan = plans.get(n)
  if (plan === undefined) {
    plan = n % 2 === 0 ? evenPlan(n) : oddPlan(n)
    plans.set(n, plan)
  }
  return plan
}

/**
 * Even n: one complex transform of half the length, of z[m] = x[2m] + i x[2m+1]; then with Z[n/2] = Z[0]
 *   X[k] = (Z[k] + Z*[n/2-k]) / 2 - i exp(-2 pi i k / n) (Z[k] - Z*[n/2-k]) / 2.
 */
function evenPlan(n: number): RealFftPlan {
  const half = n / 2
  const inner = fftPlan(half)
  const re = new Float64Array(half)
  const im = new Float64Array(half)
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / n))
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / n))
  return {
    n,
    nBins: half + 1,
    forward(signal, spectrum, to) {
      for (let m = 0; m < half; m++) {
        re[m] = signal[2 * m]!
        im[m] = signal[2 * m + 1]!
      }
      inner.forward(re, im)
      spectrum[to] = re[0]! + im[0]!
      spectrum[to + 1] = 0
      spectrum[to + 2 * half] = re[0]! - im[0]!
      spectrum[to + 2 * half + 1] = 0
      for (let k = 1; k < half; k++) {
        const evenRe = (re[k]! + re[half - k]!) / 2
        const evenIm = (im[k]! - im[half - k]!) / 2
        const oddRe = (im[k]! + im[half - k]!) / 2
        const oddIm = (re[half - k]! - re[k]!) / 2
        spectrum[to + 2 * k] = evenRe + cos[k]! * oddRe + sin[k]! * oddIm
        spectrum[to + 2 * k + 1] = evenIm + cos[k]! * oddIm - sin[k]! * oddRe
      }
    },
    inverse(spectrum, from, signal) {
      for (let k = 0; k < half; k++) {
        const a = from + 2 * k
        const b = from + 2 * (half - k)
        const aIm = k === 0 ? 0 : spectrum[a + 1]!
        const bIm = k === 0 ? 0 : spectrum[b + 1]!
        const evenRe = (spectrum[a]! + spectrum[b]!) / 2
        const evenIm = (aIm - bIm) / 2
        const difRe = (spectrum[a]! - spectrum[b]!) / 2
        const difIm = (aIm + bIm) / 2
        const oddRe = cos[k]! * difRe - sin[k]! * difIm
        const oddIm = cos[k]! * difIm + sin[k]! * difRe
        re[k] = evenRe - oddIm
        im[k] = evenIm + oddRe
      }
      inner.inverse(re, im)
      for (let m = 0; m < half; m++) {
        signal[2 * m] = re[m]!
        signal[2 * m + 1] = im[m]!
      }
    },
  }
}

function oddPlan(n: number): RealFftPlan {
  const inner: FftPlan = fftPlan(n)
  const re = new Float64Array(n)
  const im = new Float64Array(n)
  const nBins = (n + 1) / 2
  return {
    n,
    nBins,
    forward(signal, spectrum, to) {
      for (let m = 0; m < n; m++) re[m] = signal[m]!
      im.fill(0)
      inner.forward(re, im)
      for (let k = 0; k < nBins; k++) {
        spectrum[to + 2 * k] = re[k]!
        spectrum[to + 2 * k + 1] = im[k]!
      }
    },
    inverse(spectrum, from, signal) {
      re[0] = spectrum[from]!
      im[0] = 0
      for (let k = 1; k < nBins; k++) {
        re[k] = re[n - k] = spectrum[from + 2 * k]!
        im[k] = spectrum[from + 2 * k + 1]!
        im[n - k] = -im[k]!
      }
      inner.inverse(re, im)
      for (let m = 0; m < n; m++) signal[m] = re[m]!
    },
  }
}
