/**
 * Short-time Fourier transform in the conventions of scipy.signal.stft / istft (one-sided, no detrend,
 * scaling 'spectrum', periodic Hann window w of W samples, hop H).
 *
 * The trace is extended by W/2 samples on both sides (zeros, or reflection about the end samples), then by zeros to
 * whole hops: nFrames = ceil(n / H) + 1 for even W. With x that extended trace,
 *   Z[f, k] = sum_i x[f H + i] w[i] exp(-2 pi i k i / W) / sum(w)
 *   x[i]    = sum_f w[i - f H] y_f[i - f H] / sum_f w[i - f H]^2,   y_f = irfft(Z[f]) sum(w)
 * which gives the trace back exactly wherever the windows overlap (NOLA).
 */
import { extendSignal } from './extension.ts'
import { realFftPlan } from './real-fft.ts'
import { periodicHann } from './windows.ts'

export interface StftGeometry {
  readonly nSamples: number
  readonly windowSamples: number
  readonly hopSamples: number
  readonly boundary: 'zeros' | 'reflect'
}

export interface StftPlan extends StftGeometry {
  readonly nFrames: number
  readonly nBins: number
  /** Float64 values of one trace's transform: nFrames x nBins pairs (re, im), bins fastest. */
  readonly nCoefficients: number
  /** coefficients[to + 2 (f nBins + k)] = re Z[f, k], the next value its im. */
  forward(signal: Float64Array, from: number, coefficients: Float64Array, to: number): void
  /** signal[to, to + nSamples) from coefficients[from..]. */
  inverse(coefficients: Float64Array, from: number, signal: Float64Array, to: number): void
}

/** A plan owns its scratch memory: one thread, one call at a time. The window must be even and the hop invertible. */
export function stftPlan(geometry: StftGeometry): StftPlan {
  const { nSamples, windowSamples, hopSamples, boundary } = geometry
  if (nSamples < 1 || windowSamples % 2 !== 0) throw new RangeError(`stftPlan: ${nSamples} by ${windowSamples}`)
  const half = windowSamples / 2
  const nFrames = Math.ceil(nSamples / hopSamples) + 1
  const fft = realFftPlan(windowSamples)
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  const analysisWindow = window.map((w) => w / sum)
  const synthesisWindow = window.map((w) => w * sum)
  const extended = new Float64Array((nFrames - 1) * hopSamples + windowSamples)
  const squares = new Float64Array(extended.length)
  for (let f = 0; f < nFrames; f++) {
    for (let i = 0; i < windowSamples; i++) squares[f * hopSamples + i]! += window[i]! ** 2
  }
  const weights = squares.map((square) => (square > 1e-10 ? 1 / square : 1))
  const frame = new Float64Array(windowSamples)
  const nCoefficients = 2 * nFrames * fft.nBins

  return {
    ...geometry,
    nFrames,
    nBins: fft.nBins,
    nCoefficients,
    forward(signal, from, coefficients, to) {
      extendSignal(signal, from, nSamples, boundary, -half, nSamples + windowSamples, extended)
      for (let i = nSamples + windowSamples; i < extended.length; i++) extended[i] = 0
      for (let f = 0; f < nFrames; f++) {
        const start = f * hopSamples
        for (let i = 0; i < windowSamples; i++) frame[i] = extended[start + i]! * analysisWindow[i]!
        fft.forward(frame, coefficients, to + 2 * f * fft.nBins)
      }
    },
    inverse(coefficients, from, signal, to) {
      extended.fill(0)
      for (let f = 0; f < nFrames; f++) {
        fft.inverse(coefficients, from + 2 * f * fft.nBins, frame)
        const start = f * hopSamples
        for (let i = 0; i < windowSamples; i++)
          extended[start + i] = extended[start + i]! + frame[i]! * synthesisWindow[i]!
      }
      for (let i = 0; i < nSamples; i++) signal[to + i] = extended[half + i]! * weights[half + i]!
    },
  }
}
