import type { TraceBlock } from '../core/gather.ts'
import { type GainField, gainAt, gained } from './gain.ts'

/** Percentile of |amplitude| of Before that takes the last colour, unless the user chose another. */
export const DEFAULT_CLIP_PERCENT = 98

/** Samples looked at for a clip: the 98th percentile of so many is off by about 0.1 percent points. */
export const MAX_CLIP_SAMPLES = 65_536

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2

/**
 * |amplitudes| of a block, after the display gain, in ascending order, without exact zeros (dead traces, mutes) and non-finite samples.
 * Of more than MAX_CLIP_SAMPLES samples, it looks at that many, spread over the block by the golden ratio: evenly,
 * in no step with the rows, and the same on every call.
 */
export function sortedAmplitudes(block: TraceBlock, gain: GainField | null = null): Float32Array<ArrayBuffer> {
  const { samples, nTraces } = block
  const count = Math.min(samples.length, MAX_CLIP_SAMPLES)
  const amplitudes = new Float32Array(count)
  let kept = 0
  for (let k = 0; k < count; k++) {
    const index = count === samples.length ? k : Math.floor(((k * GOLDEN_RATIO) % 1) * samples.length)
    const sample = samples[index]!
    const size = Math.abs(
      gain === null ? sample : gained(sample, gainAt(gain, Math.floor(index / nTraces), index % nTraces)),
    )
    if (size > 0 && size < Number.POSITIVE_INFINITY) amplitudes[kept++] = size
  }
  return amplitudes.slice(0, kept).sort()
}

/**
 * The clip at a percentile (0 to 100] of sorted amplitudes, by nearest rank: the smallest of them that is not
 * below `percent` % of all. 1 when there are none, so that a clip is always positive.
 */
export function percentileClip(amplitudes: Float32Array, percent: number): number {
  const rank = Math.ceil((Math.min(Math.max(percent, 0), 100) / 100) * amplitudes.length)
  return amplitudes[Math.max(0, rank - 1)] ?? 1
}

/** The shared clip of Before and After: a percentile of |amplitude| of Before. */
export function blockClip(before: TraceBlock, percent = DEFAULT_CLIP_PERCENT): number {
  return percentileClip(sortedAmplitudes(before), percent)
}
