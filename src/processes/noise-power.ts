import { PowerHistogram } from '../dsp/power-histogram.ts'
import type { Finding } from './gather-process.ts'

/** The histogram of all spans of a gather, of those of each. */
export function mergedHistogram(found: readonly Finding[], nQuantities: number): PowerHistogram {
  const histogram = new PowerHistogram(nQuantities)
  for (const counts of found) histogram.merge(new PowerHistogram(0, counts as Uint32Array<ArrayBuffer>))
  return histogram
}

/**
 * The mean power of the noise in a quantity, of which the weakest powers, as far as the q-quantile, are noise alone: of a
 * Gaussian in each part of a complex number the powers are exponentially distributed, with the q-quantile at -ln(1 - q) of
 * their mean.
 */
export function noisePower(histogram: PowerHistogram, quantity: number, q: number): number {
  return histogram.quantile(quantity, q) / -Math.log(1 - q)
}

/** Those of all quantities. */
export function noisePowers(histogram: PowerHistogram, nQuantities: number, q: number): Float64Array {
  return Float64Array.from({ length: nQuantities }, (_, quantity) => noisePower(histogram, quantity, q))
}
