import { finiteOrZero, type TraceBlock } from '../../core/gather.ts'
import { SILENCE } from '../silence.ts'
import { MAX_LAG } from './lags.ts'

/**
 * How much neighbouring traces of the removed part, r = before - after, look like each other: the mean over pairs of
 * max over |l| <= 4 samples of sum_i r(i, t) r(i + l, t + 1) / sqrt(sum_i r(i, t)^2 sum_i r(i, t + 1)^2), at least 0; up to 1.
 * Noise that is independent from trace to trace gives about 1.5 / sqrt(independent samples of a trace), signal far more: what
 * is aligned along an event is no random noise. Ground roll, hum and footprints are coherent as well; whether they were
 * meant to go is the user's to say. Pairs of which one has nothing removed do not count; null where none counts.
 *
 * Normalised crosscorrelation within a short range of lags, as in Neidell and Taner (1971, Semblance and other coherency
 * measures for multichannel data, Geophysics 36, 482-497), of traces in pairs.
 */
export function lateralCoherence(before: TraceBlock, after: TraceBlock): number | null {
  let [left, right] = [removedTrace(before.nSamples), removedTrace(before.nSamples)]
  let [sum, nPairs] = [0, 0]
  for (let trace = 0; trace < before.nTraces; trace++) {
    readTrace(before, after, trace, right)
    if (trace > 0 && left.isCounted && right.isCounted) {
      sum += Math.min(1, largestProduct(left.samples, right.samples) / Math.sqrt(left.energy) / Math.sqrt(right.energy))
      nPairs++
    }
    ;[left, right] = [right, left]
  }
  return nPairs === 0 ? null : sum / nPairs
}

interface RemovedTrace {
  /** With MAX_LAG zeros at both ends. */
  readonly samples: Float64Array
  energy: number
  isCounted: boolean
}

function removedTrace(nSamples: number): RemovedTrace {
  return { samples: new Float64Array(nSamples + 2 * MAX_LAG), energy: 0, isCounted: false }
}

function readTrace(
  { nSamples, nTraces, samples }: TraceBlock,
  after: TraceBlock,
  trace: number,
  to: RemovedTrace,
): void {
  let [energy, removed] = [0, 0]
  for (let i = 0; i < nSamples; i++) {
    const input = finiteOrZero(samples[i * nTraces + trace]!)
    const r = input - finiteOrZero(after.samples[i * nTraces + trace]!)
    to.samples[MAX_LAG + i] = r
    energy += input * input
    removed += r * r
  }
  to.energy = removed
  to.isCounted = removed > SILENCE * energy
}

/** Of the sums of products over all lags, at least 0. */
function largestProduct(left: Float64Array, right: Float64Array): number {
  let most = 0
  // Three lags at a time: sums that do not wait for each other.
  for (let lag = -MAX_LAG; lag <= MAX_LAG; lag += 3) {
    let [low, middle, high] = [0, 0, 0]
    for (let i = MAX_LAG; i < left.length - MAX_LAG; i++) {
      const sample = left[i]!
      low += sample * right[i + lag]!
      middle += sample * right[i + lag + 1]!
      high += sample * right[i + lag + 2]!
    }
    most = Math.max(most, low, middle, high)
  }
  return most
}
