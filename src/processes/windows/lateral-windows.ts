/** A window of traces, of which those from 0 to the gather's last are there. */
export interface LateralWindow {
  readonly start: number
  /** Of each of its traces that the gather has, by trace - start: all windows' weights add up to 1. */
  readonly weights: Float64Array
}

/**
 * Windows a quarter of their width apart, centred from the first trace to the end of the gather, overlapped under a taper.
 * They are the same however a gather is cut into spans.
 */
export class LateralWindows {
  readonly #windows: readonly LateralWindow[]

  constructor(nTraces: number, taper: Float64Array) {
    const sums = taperSums(nTraces, taper)
    const starts = windowStarts(nTraces, taper.length)
    this.#windows = starts.map((start) => ({ start, weights: taper.map((share, m) => share / (sums[start + m] ?? 1)) }))
  }

  /** Those that have traces of [startTrace, endTrace). */
  touching(startTrace: number, endTrace: number): readonly LateralWindow[] {
    return this.#windows.filter(({ start, weights }) => start < endTrace && start + weights.length > startTrace)
  }
}

/** The first trace of each window, which may lie before the gather. */
export function windowStarts(nTraces: number, width: number): readonly number[] {
  const count = Math.ceil((4 * nTraces) / width) + 1
  return Array.from({ length: count }, (_, i) => Math.min((i * width) / 4, nTraces) - width / 2)
}

/** The sum over windows of the taper on each trace. */
export function taperSums(nTraces: number, taper: Float64Array): Float64Array {
  const sums = new Float64Array(nTraces)
  for (const start of windowStarts(nTraces, taper.length)) {
    taper.forEach((share, m) => {
      if (start + m >= 0 && start + m < nTraces) sums[start + m]! += share
    })
  }
  return sums
}
