/** Periodic Hann window: w[i] = 0.5 - 0.5 cos(2 pi i / n), i = 0..n-1 (scipy.signal.get_window('hann', n)). */
export function periodicHann(windowSamples: number): Float64Array {
  return Float64Array.from({ length: windowSamples }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSamples))
}

/** w[i] = sin(pi (i + 1/2) / n), i = 0..n-1: squares at every n / 2, n / 4, ... add up to a constant. */
export function sineWindow(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / n))
}

/**
 * Whether overlap-add of `window` at every `hopSamples` can be undone: the sum of squared windows must exceed
 * 1e-10 at each offset (the NOLA condition of scipy.signal.check_NOLA).
 */
export function isInvertible(window: Float64Array, hopSamples: number): boolean {
  if (hopSamples < 1 || hopSamples > window.length) return false
  for (let offset = 0; offset < hopSamples; offset++) {
    let sum = 0
    for (let i = offset; i < window.length; i += hopSamples) sum += window[i]! ** 2
    if (sum <= 1e-10) return false
  }
  return true
}
