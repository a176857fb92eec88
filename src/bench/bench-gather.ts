import type { Gather } from '../core/gather.ts'

const SAMPLE_INTERVAL_MS = 2
const REFLECTIONS = [
  { timeS: 0.3, velocity: 1800, amplitude: 1, frequencyHz: 35 },
  { timeS: 0.8, velocity: 2200, amplitude: 0.9, frequencyHz: 28 },
  { timeS: 1.5, velocity: 2800, amplitude: 0.7, frequencyHz: 20 },
  { timeS: 2.3, velocity: 3400, amplitude: 0.5, frequencyHz: 16 },
] as const
const TRACE_SPACING_M = 5

/** Reflections along hyperbolas under noise: the same samples for the same shape on every machine. */
export function benchGather(nSamples: number, nTraces: number): Gather {
  const samples = new Float32Array(nSamples * nTraces)
  const dt = SAMPLE_INTERVAL_MS / 1000
  for (let trace = 0; trace < nTraces; trace++) {
    for (const { timeS, velocity, amplitude, frequencyHz } of REFLECTIONS) {
      const arrivalS = Math.hypot(timeS, (trace * TRACE_SPACING_M) / velocity)
      const halfWidth = Math.ceil(1.5 / frequencyHz / dt)
      const centre = Math.round(arrivalS / dt)
      const last = Math.min(nSamples - 1, centre + halfWidth)
      for (let i = Math.max(0, centre - halfWidth); i <= last; i++) {
        const a = (Math.PI * frequencyHz * (i * dt - arrivalS)) ** 2
        samples[i * nTraces + trace]! += amplitude * (1 - 2 * a) * Math.exp(-a)
      }
    }
  }
  for (let place = 0; place < samples.length; place++)
    samples[place]! += 0.2 * (noise(2 * place) + noise(2 * place + 1))
  return {
    index: 0,
    startTrace: 0,
    nSamples,
    nTraces,
    samples,
    sampleIntervalMs: SAMPLE_INTERVAL_MS,
    missingChunks: [],
  }
}

/** Values in [-1, 1) from an integer hash of the place (Wellons' lowbias32). */
function noise(place: number): number {
  let x = Math.imul(place + 1, 0x9e3779b1)
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1
}
