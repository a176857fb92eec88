/**
 * The display gain: factors from Before that multiply Before and After alike, so that Noise = Before - After stays
 * true in every pixel. For the eye only; no result is made from them.
 */
import type { TraceBlock } from '../core/gather.ts'
import type { DisplayGain } from '../core/view.ts'

/**
 * Factors at nodes `step` samples apart, the first at sample 0; linear between them and constant beyond the last.
 * One column for all traces, or one a trace.
 */
export interface GainField {
  readonly step: number
  readonly nNodes: number
  readonly nColumns: number
  /** C order (nNodes, nColumns), finite and >= 0. */
  readonly factors: Float32Array<ArrayBuffer>
}

/** What is quieter than the gather by more than this is not brought up to its level: silence stays silent. */
export const MAX_GAIN = 1000
/** Nodes of an AGC lie this many to a window: between them the level of so long a window moves by a few percent. */
const NODES_PER_WINDOW = 8
/** Products beyond it would be taken for marks of pixels. */
export const LARGEST_AMPLITUDE = 1e38

/**
 * - `time-power`: (t / T)^p with T the time of the last sample, so that the end keeps its amplitude;
 * - `agc`: L / RMS of Before in a window of `windowMs` around the sample, cut off at the ends of the trace;
 * - `balance`: L / RMS of the trace of Before,
 *
 * with L the RMS of Before as a whole and no factor above MAX_GAIN. Non-finite samples count for nothing. Null is no gain.
 */
export function gainField(before: TraceBlock, gain: DisplayGain, sampleIntervalMs: number): GainField | null {
  const { nSamples, nTraces } = before
  if (gain.kind === 'none') return null
  if (gain.kind === 'time-power') {
    const last = Math.max(1, nSamples - 1)
    const factors = Float32Array.from({ length: nSamples }, (_, i) => (i / last) ** gain.power)
    return { step: 1, nNodes: nSamples, nColumns: 1, factors }
  }
  const windowSamples = gain.kind === 'agc' ? Math.max(1, Math.round(gain.windowMs / sampleIntervalMs)) : 2 * nSamples
  const step = gain.kind === 'agc' ? Math.max(1, Math.floor(windowSamples / NODES_PER_WINDOW)) : nSamples
  const levels = windowLevels(before, windowSamples, step)
  const { sum, count } = energyOf(before.samples)
  if (sum === 0) return null
  const whole = Math.sqrt(sum / count)
  const factors = Float32Array.from(levels, (level) => whole / Math.max(level, whole / MAX_GAIN))
  return { step, nNodes: levels.length / nTraces, nColumns: nTraces, factors }
}

/** The factor of sample i of trace j. */
export function gainAt({ step, nNodes, nColumns, factors }: GainField, sample: number, trace: number): number {
  const column = nColumns === 1 ? 0 : trace
  const node = Math.min(Math.floor(sample / step), nNodes - 1)
  const next = Math.min(node + 1, nNodes - 1)
  const part = (sample - node * step) / step
  const first = factors[node * nColumns + column]!
  return first + part * (factors[next * nColumns + column]! - first)
}

/** A sample with its gain. */
export function gained(sample: number, factor: number): number {
  if (!Number.isFinite(sample)) return sample
  return Math.min(LARGEST_AMPLITUDE, Math.max(-LARGEST_AMPLITUDE, sample * factor))
}

/**
 * RMS of each trace in a window around each node, (nNodes, nTraces): samples [c - w / 2, c + w / 2) for a node at
 * sample c, as far as the trace goes. The window slides: a row comes in below, one goes out above.
 */
function windowLevels({ nSamples, nTraces, samples }: TraceBlock, windowSamples: number, step: number): Float64Array {
  const nNodes = Math.ceil(nSamples / step)
  const levels = new Float64Array(nNodes * nTraces)
  const sums = new Float64Array(nTraces)
  const counts = new Uint32Array(nTraces)
  const half = windowSamples / 2
  let [from, to] = [0, 0]
  const take = (row: number, sign: 1 | -1): void => {
    for (let trace = 0; trace < nTraces; trace++) {
      const sample = samples[row * nTraces + trace]!
      if (!Number.isFinite(sample)) continue
      sums[trace]! += sign * sample * sample
      counts[trace]! += sign
    }
  }
  for (let node = 0; node < nNodes; node++) {
    const end = Math.min(nSamples, Math.max(node * step + 1, Math.ceil(node * step + half)))
    const start = Math.max(0, Math.ceil(node * step - half))
    for (; to < end; to++) take(to, 1)
    for (; from < start; from++) take(from, -1)
    for (let trace = 0; trace < nTraces; trace++)
      // What went in and out again leaves a rounding error, of either sign.
      levels[node * nTraces + trace] = Math.sqrt(Math.max(0, sums[trace]!) / Math.max(1, counts[trace]!))
  }
  return levels
}

function energyOf(samples: Float32Array): { sum: number; count: number } {
  let [sum, count] = [0, 0]
  for (const sample of samples) {
    if (!Number.isFinite(sample)) continue
    sum += sample * sample
    count++
  }
  return { sum, count }
}
