import type { Gather } from '../src/core/gather.ts'
import { RECIPE_FORMAT, type Recipe, type RecipeStep } from '../src/core/recipe.ts'

/** A gather of reproducible noise with amplitudes of about 1 (a linear congruential generator, not for statistics). */
export function noiseGather(nSamples: number, nTraces: number, seed = 1, scale = 1): Gather {
  let state = seed >>> 0
  const samples = Float32Array.from({ length: nSamples * nTraces }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return scale * (state / 2 ** 31 - 1)
  })
  return gatherOf(nSamples, nTraces, samples)
}

export function gatherOf(nSamples: number, nTraces: number, samples: Float32Array<ArrayBuffer>): Gather {
  return { index: 0, startTrace: 0, nSamples, nTraces, samples, sampleIntervalMs: 2, missingChunks: [] }
}

/** A gather of the given shape; `value` of sample i of trace j. */
export function makeGather(
  nSamples: number,
  nTraces: number,
  value: (sample: number, trace: number) => number = signalWithNoise,
): Gather {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < samples.length; i++) samples[i] = value(Math.floor(i / nTraces), i % nTraces)
  return gatherOf(nSamples, nTraces, samples)
}

/** A dipping wave with pseudo-random noise: the same value for the same place, whatever the shape. */
export function signalWithNoise(sample: number, trace: number): number {
  return Math.sin(0.35 * sample - 0.2 * trace) + 0.5 * noise(sample, trace)
}

/** Values in [-1, 1) from an integer hash of the place (Wellons' lowbias32). */
export function noise(sample: number, trace: number): number {
  let x = Math.imul(sample + 1, 0x9e3779b1) ^ Math.imul(trace + 1, 0x85ebca77)
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1
}

/** The gather with other samples in one trace: `make(i)` at sample i. */
export function withTrace(gather: Gather, trace: number, make: (i: number) => number): Gather {
  const samples = gather.samples.slice()
  for (let i = 0; i < gather.nSamples; i++) samples[i * gather.nTraces + trace] = make(i)
  return { ...gather, samples }
}

export function traceOf(samples: Float32Array, nTraces: number, trace: number): Float32Array {
  return samples.filter((_, i) => i % nTraces === trace)
}

/** The largest |sample| of all that are finite. */
export function largestOf(...blocks: readonly Float32Array[]): number {
  let largest = 0
  for (const samples of blocks)
    for (const sample of samples) if (Number.isFinite(sample)) largest = Math.max(largest, Math.abs(sample))
  return largest
}

export function recipeOf(...steps: readonly RecipeStep[]): Recipe {
  return { format: RECIPE_FORMAT, name: '', steps }
}
