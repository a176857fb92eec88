import { finiteOrZero } from '../core/gather.ts'

/**
 * Noise = cleaned input - processed, in float32; a bad (non-finite) input sample counts as zero, as it did for the engine.
 *
 * What holds of the sum, both roundings being to nearest: |fl(processed + noise) - input| <= 2^-24 (|noise| + |sum|),
 * and the sum is exact where processed lies within a factor of two of the input (Sterbenz). Bit equality of the sum
 * cannot be had in float32: where |processed| far exceeds |input|, the sum keeps only the digits of the larger.
 */
export function subtractProcessed(
  input: Float32Array<ArrayBuffer>,
  processed: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const noise = new Float32Array(input.length)
  for (let i = 0; i < input.length; i++) noise[i] = finiteOrZero(input[i]!) - processed[i]!
  return noise
}
