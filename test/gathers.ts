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

/** The gather with other samples in one trace: `make(i)` at sample i. */
export function withTrace(gather: Gather, trace: number, make: (i: number) => number): Gather {
  const samples = gather.samples.slice()
  for (let i = 0; i < gather.nSamples; i++) samples[i * gather.nTraces + trace] = make(i)
  return { ...gather, samples }
}

export function traceOf(samples: Float32Array, nTraces: number, trace: number): Float32Array {
  return samples.filter((_, i) => i % nTraces === trace)
}

export function recipeOf(...steps: readonly RecipeStep[]): Recipe {
  return { format: RECIPE_FORMAT, name: '', steps }
}
