/** What repeated runs took. Single runs on a shared machine differ by half: the median is the figure, the rest says how far to trust it. */
export interface RunTimes {
  readonly n: number
  readonly medianMs: number
  readonly minMs: number
  readonly maxMs: number
  /** Distance between the quartiles, in percent of the median. */
  readonly spreadPercent: number
}

/** The median; of an even count the mean of the middle two. NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5)
}

/** Linear between neighbours, as numpy.quantile; `share` from 0 to 1. NaN of nothing. */
export function quantileOf(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (place - Math.floor(place)) * (above - below)
}

/** Times in milliseconds, at least one. */
export function runTimes(timesMs: readonly number[]): RunTimes {
  const medianMs = medianOf(timesMs)
  const quartiles = quantileOf(timesMs, 0.75) - quantileOf(timesMs, 0.25)
  return {
    n: timesMs.length,
    medianMs,
    minMs: Math.min(...timesMs),
    maxMs: Math.max(...timesMs),
    spreadPercent: medianMs > 0 ? (100 * quartiles) / medianMs : 0,
  }
}

/** Bytes of a gather's float32 samples read once and written once: what any process has to move at least. */
export function movedBytes(nSamples: number, nTraces: number): number {
  return 2 * 4 * nSamples * nTraces
}

/** GB/s (1e9 bytes a second). */
export function gigabytesPerSecond(bytes: number, ms: number): number {
  return bytes / 1e6 / ms
}

/** Bandwidth of a process in percent of the copy's, over the same bytes: the measure of VkFFT. */
export function percentOfCopy(processMs: number, copyMs: number): number {
  return (100 * copyMs) / processMs
}
