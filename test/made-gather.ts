import type { Gather } from '../src/core/gather.ts'

/** A gather of the given shape; `value` of sample i of trace j. */
export function makeGather(
  nSamples: number,
  nTraces: number,
  value: (sample: number, trace: number) => number = signalWithNoise,
): Gather {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < samples.length; i++) samples[i] = value(Math.floor(i / nTraces), i % nTraces)
  return { index: 0, startTrace: 0, nSamples, nTraces, samples, sampleIntervalMs: 2, missingChunks: [] }
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
