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
import { type LanePair, laneFft, laneFftBytes, rootsOfUnity } from './lane-fft.ts'
import { SimdHeap } from './simd-heap.ts'
import { periodicHann } from './windows.ts'

export interface StftGeometry {
  readonly nSamples: number
  readonly windowSamples: number
  readonly hopSamples: number
  readonly boundary: 'zeros' | 'reflect'
  /** windowSamples values; the periodic Hann window where it is left out. */
  readonly window?: Float64Array
  /** Frames go on until every sample is in windowSamples / hopSamples of them, and the extension as far. */
  readonly isCovering?: boolean
}

/**
 * Cells of a trace: (bin, frame) at index (bin - startBin) * nLanes + frame. Lanes beyond the frames, one at most, are 0.
 */
export interface StftPlan extends StftGeometry {
  readonly nFrames: number
  readonly nBins: number
  readonly nLanes: number
  /** Where the arrays that cells are written to and read from must lie. */
  readonly heap: SimdHeap
  /** nSamples values: what `forward` reads and `inverse` adds to. */
  readonly signal: Float64Array
  /** re and im of bins [startBin, endBin). */
  forward(startBin: number, endBin: number, cells: LanePair): void
  /**
   * Adds to the signal what bins [startBin, endBin) of the `nListed` frames (all frames by default) give, lane l being
   * that of frame frames[l] and the lanes of a bin nListed, rounded up to even; all other cells are zero.
   */
  inverse(cells: LanePair, startBin: number, endBin: number, frames?: Int32Array, nListed?: number): void
}

/** Frames of a trace, for an even window: ceil(n / hop) + 1. */
export function stftFrames(nSamples: number, hopSamples: number): number {
  return Math.ceil(nSamples / hopSamples) + 1
}

/** Frames that begin from windowSamples - hopSamples before the first sample on, as long as they hold one. */
export function coveringFrames(nSamples: number, windowSamples: number, hopSamples: number): number {
  return Math.floor((nSamples - 1 + windowSamples - hopSamples) / hopSamples) + 1
}

/**
 * A plan owns its scratch memory: one thread, one call at a time. The window must be even and the hop invertible.
 * `extraFloats`: what the caller will take from the heap.
 */
export function stftPlan(geometry: StftGeometry, extraFloats = 0): StftPlan {
  const {
    nSamples,
    windowSamples,
    hopSamples,
    boundary,
    window = periodicHann(windowSamples),
    isCovering = false,
  } = geometry
  if (nSamples < 1 || windowSamples % 2 !== 0) throw new RangeError(`stftPlan: ${nSamples} by ${windowSamples}`)
  const half = windowSamples / 2
  const before = isCovering ? windowSamples - hopSamples : half
  const nFrames = isCovering ? coveringFrames(nSamples, windowSamples, hopSamples) : stftFrames(nSamples, hopSamples)
  const nLanes = nFrames + (nFrames % 2)
  const nBins = half + 1
  const nExtended = (nFrames - 1) * hopSamples + windowSamples
  const nFloats = 2 * nExtended + nSamples + 4 * windowSamples + 2 * nBins + nFrames + 64 + extraFloats
  const heap = new SimdHeap(8 * nFloats + laneFftBytes(half, nLanes))
  const { loops } = heap
  const fft = laneFft(half, nLanes, heap)
  const sum = window.reduce((total, w) => total + w, 0)
  const analysisWindow = heap.copyOf(window.map((w) => w / sum))
  // The half-size transform is not divided by its length.
  const synthesisWindow = heap.copyOf(window.map((w) => (w * sum) / half))
  const roots = heap.copyOf(rootsOfUnity(windowSamples, nBins))
  const signal = heap.floats(nSamples)
  const extended = heap.floats(nExtended)
  const everyFrame = heap.ints(nFrames)
  for (let f = 0; f < nFrames; f++) everyFrame[f] = f
  const weights = heap.copyOf(inverseWeights(window, nFrames, hopSamples))

  return {
    ...geometry,
    nFrames,
    nBins,
    nLanes,
    heap,
    signal,
    forward(startBin, endBin, { re, im }) {
      const nReached = isCovering ? nExtended : nSamples + windowSamples
      extendSignal(heap, signal, 0, nSamples, boundary, -before, nReached, extended)
      extended.fill(0, nReached)
      const [fftRe, fftIm] = [fft.re.byteOffset, fft.im.byteOffset]
      loops.packFrames(extended.byteOffset, analysisWindow.byteOffset, half, hopSamples, nFrames, nLanes, fftRe, fftIm)
      fft.forward()
      const { byteOffset } = roots
      loops.splitSpectra(fftRe, fftIm, half, byteOffset, nLanes, startBin, endBin, re.byteOffset, im.byteOffset)
    },
    inverse({ re, im }, startBin, endBin, frames = everyFrame, nListed = nFrames) {
      const lanes = nListed + (nListed % 2)
      const [fftRe, fftIm] = [fft.re.byteOffset, fft.im.byteOffset]
      const { byteOffset } = roots
      loops.mergeSpectra(re.byteOffset, im.byteOffset, half, byteOffset, lanes, startBin, endBin, fftRe, fftIm)
      fft.forward(lanes)
      extended.fill(0)
      const [weighted, x] = [synthesisWindow.byteOffset, extended.byteOffset]
      loops.addFrames(fftRe, fftIm, weighted, half, hopSamples, frames.byteOffset, nListed, lanes, x)
      loops.addWeighted(x + 8 * before, weights.byteOffset + 8 * before, nSamples, signal.byteOffset)
    },
  }
}

/** 1 / the sum over frames of the squared window, at each sample of the extended trace; 1 where none reaches. */
function inverseWeights(window: Float64Array, nFrames: number, hopSamples: number): Float64Array {
  const squares = new Float64Array((nFrames - 1) * hopSamples + window.length)
  for (let f = 0; f < nFrames; f++) {
    for (let i = 0; i < window.length; i++) squares[f * hopSamples + i]! += window[i]! ** 2
  }
  return squares.map((square) => (square > 1e-10 ? 1 / square : 1))
}
