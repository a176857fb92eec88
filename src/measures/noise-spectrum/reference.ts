import { finiteOrZero, type TraceBlock } from '../../core/gather.ts'
import { fftPlan } from '../../dsp/fft.ts'
import { SILENCE } from '../silence.ts'
import { SEGMENT_BINS, SEGMENT_SAMPLES, segmentCount, segmentWindow } from './segments.ts'

/** Mean power spectra of a run, in the samples' unit squared: of white noise, its variance in every bin. */
export interface RunPowers {
  /** Bin k is the frequency k / (n dt), n being the samples of a segment, k in [0, n / 2]. */
  readonly before: Float64Array
  readonly after: Float64Array
  /** Of Before - After. */
  readonly removed: Float64Array
}

/**
 * Mean power spectra of what went into a run, what came out and what it removed, r = before - after, over all live traces:
 *   P[k] = mean over segments and traces of |sum_i w[i] r[i + s n / 2] exp(-2 pi i i k / n)|^2 / sum_i w[i]^2,
 * n an even number of samples, w the periodic Hann window: the averaged periodogram of Welch (1967, The use of fast Fourier
 * transform for the estimation of power spectra, IEEE Trans. Audio Electroacoust. 15, 70-73), overlapping by half, the last
 * segment filled up with zeros. A trace is live when Before has energy there; samples that are not finite count as zero.
 */
export function runPowers(before: TraceBlock, after: TraceBlock, n = SEGMENT_SAMPLES): RunPowers {
  const nBins = n / 2 + 1
  const nSegments = segmentCount(before.nSamples, n / 2)
  const powers = { before: new Float64Array(nBins), after: new Float64Array(nBins), removed: new Float64Array(nBins) }
  const window = segmentWindow(n)
  const [re, im] = [new Float64Array(n), new Float64Array(n)]
  const plan = fftPlan(n)
  let nLive = 0
  for (let trace = 0; trace < before.nTraces; trace++) {
    let isLive = false
    for (let segment = 0; segment < nSegments; segment++) {
      for (let i = 0; i < n; i++) {
        const row = i + (segment * n) / 2
        const at = row * before.nTraces + trace
        const isInside = row < before.nSamples
        re[i] = isInside ? window[i]! * finiteOrZero(before.samples[at]!) : 0
        im[i] = isInside ? window[i]! * finiteOrZero(after.samples[at]!) : 0
        isLive ||= re[i] !== 0
      }
      plan.forward(re, im)
      addPowers(powers, re, im)
    }
    if (isLive) nLive++
  }
  const count = nLive * nSegments
  for (const sums of Object.values(powers)) for (let k = 0; k < nBins; k++) sums[k] = count === 0 ? 0 : sums[k]! / count
  return powers
}

/** Of two real signals in one complex transform, Z = X + i Y, and of their difference. */
function addPowers({ before, after, removed }: RunPowers, re: Float64Array, im: Float64Array): void {
  const n = re.length
  for (let k = 0; k < before.length; k++) {
    const mirrored = (n - k) % n
    const xRe = (re[k]! + re[mirrored]!) / 2
    const xIm = (im[k]! - im[mirrored]!) / 2
    const yRe = (im[k]! + im[mirrored]!) / 2
    const yIm = (re[mirrored]! - re[k]!) / 2
    before[k]! += xRe * xRe + xIm * xIm
    after[k]! += yRe * yRe + yIm * yIm
    removed[k]! += (xRe - yRe) ** 2 + (xIm - yIm) ** 2
  }
}

/** Of Before and of what was removed, up to a factor; bins [0, SEGMENT_BINS). */
export interface SegmentPowers {
  readonly before: ArrayLike<number>
  readonly removed: ArrayLike<number>
}

/** Parts of the energy of Before below and above the band that counts. */
const TAIL = 0.05

/**
 * How even the spectrum of Noise is over the band of the data: the spectral flatness
 *   exp(mean of ln P[k]) / mean of P[k], 0 to 1,
 * P being the mean power spectrum of what was removed, k the bins of the band that holds the middle 90 % of the energy of
 * Before (without frequency 0 and the highest). White noise gives 1, a hum or ground roll alone nearly 0: what is far from
 * white is no random noise, or only a part of it. Powers, of any scale, of segments of SEGMENT_SAMPLES; what is less than
 * SILENCE times the mean of Before counts as that much. null where nothing was removed in the band.
 *
 * Gray and Markel (1974, A spectral-flatness measure for studying the autocorrelation method of linear prediction of speech
 * analysis, IEEE Trans. ASSP 22, 207-217); the name of Johnston (1988, Transform coding of audio signals using perceptual
 * noise criteria, IEEE J. Sel. Areas Commun. 6, 314-323).
 */
export function whiteness({ before, removed }: SegmentPowers): number | null {
  const [first, last] = energyBand(before)
  const floor = (SILENCE * sumOf(before, first, last)) / (last - first + 1)
  const mean = sumOf(removed, first, last) / (last - first + 1)
  if (!(mean > floor)) return null
  let logs = 0
  for (let k = first; k <= last; k++) logs += Math.log(Math.max(removed[k]!, floor) / mean)
  return Math.min(1, Math.exp(logs / (last - first + 1)))
}

/** First and last bin of the band that holds the energy but for TAIL on either side. */
function energyBand(powers: ArrayLike<number>): readonly [number, number] {
  const last = SEGMENT_BINS - 1
  const total = sumOf(powers, 1, last)
  let [low, high] = [1, last]
  for (let below = powers[low]!; below < TAIL * total && low < last; below += powers[low]!) low++
  for (let above = powers[high]!; above < TAIL * total && high > low; above += powers[high]!) high--
  return [low, high]
}

function sumOf(values: ArrayLike<number>, first: number, last: number): number {
  let sum = 0
  for (let k = first; k <= last; k++) sum += values[k]!
  return sum
}
