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
  for (let i = 0; i < input.length; i++) noise[i] = clean(input[i]!) - processed[i]!
  return noise
}

/** 100 * energy of (cleaned input - processed) / energy of the cleaned input; null when the input is all zero. */
export function energyRemovedPercent(input: Float32Array, processed: Float32Array): number | null {
  let inputEnergy = 0
  let noiseEnergy = 0
  for (let i = 0; i < input.length; i++) {
    const sample = clean(input[i]!)
    const noise = sample - processed[i]!
    inputEnergy += sample * sample
    noiseEnergy += noise * noise
  }
  return inputEnergy === 0 ? null : (100 * noiseEnergy) / inputEnergy
}

function clean(sample: number): number {
  return Number.isFinite(sample) ? sample : 0
}
