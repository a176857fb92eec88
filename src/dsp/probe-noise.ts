/**
 * Gaussian noise that is the same on every machine and however a gather is cut: a value depends on its sample and trace
 * alone.
 */

/** Mixes 32 bits so that each bit of the result depends on all of them: lowbias32 (C. Wellons, Prospecting for hash functions, 2018). */
export function mixedBits(bits: number): number {
  let x = bits
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

/**
 * count normal deviates of a trace, from sample `start` on, which may be negative: Box and Muller's cosines of the mixed
 * bits of the sample, under two keys of the trace.
 */
export function traceNormals(trace: number, start: number, count: number): Float64Array {
  const [radiusKey, angleKey] = [mixedBits(2 * trace + 1), mixedBits(2 * trace + 2)]
  return Float64Array.from({ length: count }, (_, i) => {
    const radius = Math.sqrt(-2 * Math.log(unitOf(radiusKey + start + i)))
    return radius * Math.cos(2 * Math.PI * unitOf(angleKey + start + i))
  })
}

/** Above 0 and below 1. */
function unitOf(bits: number): number {
  return (mixedBits(bits | 0) + 0.5) / 2 ** 32
}

/**
 * Symmetric taps h[-n/2 .. n/2] whose response at n / 2 + 1 frequencies from 0 to Nyquist is the square root of `powers`:
 * white noise of variance 1 becomes noise of these powers.
 */
export function colouringTaps(powers: Float64Array): Float64Array {
  const half = powers.length - 1
  return Float64Array.from({ length: 2 * half + 1 }, (_, tap) => {
    const lag = tap - half
    let sum = 0
    for (let bin = 0; bin <= half; bin++) {
      const isEnd = bin === 0 || bin === half
      sum += (isEnd ? 1 : 2) * Math.sqrt(powers[bin]!) * Math.cos((Math.PI * bin * lag) / half)
    }
    // The outermost two share what one tap of a transform of length n has.
    return (sum / (2 * half)) * (Math.abs(lag) === half ? 0.5 : 1)
  })
}

/** nSamples of a trace's noise under these taps. */
export function colouredTrace(taps: Float64Array, trace: number, nSamples: number): Float64Array {
  const white = traceNormals(trace, -(taps.length - 1) / 2, nSamples + taps.length - 1)
  return Float64Array.from({ length: nSamples }, (_, i) => {
    let sum = 0
    for (let tap = 0; tap < taps.length; tap++) sum += taps[tap]! * white[i + tap]!
    return sum
  })
}
