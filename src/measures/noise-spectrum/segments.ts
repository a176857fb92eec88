import { periodicHann } from '../../dsp/windows.ts'

/** Samples of a segment, and from one to the next: at 2 ms, frequencies 3.9 Hz apart. */
export const SEGMENT_SAMPLES = 128
export const SEGMENT_HOP = SEGMENT_SAMPLES / 2

/** Frequencies k / (SEGMENT_SAMPLES dt), k in [0, SEGMENT_BINS): all but the highest. */
export const SEGMENT_BINS = SEGMENT_SAMPLES / 2

/** Segments of a trace; the last one is filled up with zeros. */
export function segmentCount(nSamples: number, hop = SEGMENT_HOP): number {
  return Math.max(1, Math.ceil(nSamples / hop) - 1)
}

/** The window of a segment, its squares adding up to 1. */
export function segmentWindow(nSamples: number): Float64Array {
  const window = periodicHann(nSamples)
  const norm = Math.sqrt(window.reduce((sum, weight) => sum + weight * weight, 0))
  return window.map((weight) => weight / norm)
}
