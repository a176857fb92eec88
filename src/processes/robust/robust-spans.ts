import type { GatherReference, PassedGather, Passes } from '../gather-process.ts'
import { type SpanMethod, spanPass, spanPassRuns } from '../span-pass.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { noisePowers, powerRuns } from '../wiener/noise-power.ts'
import { patchLength, patchLengthRuns } from '../wiener/patch-length.ts'
import { type NoiseSpectrum, robustRuns, safeRobust } from './safe-robust.ts'

/**
 * A method of spans made safe from erratic noise. Levels and residuals are compared across balanced traces; the method
 * gets the traces as they are. The noise spectrum is that of the weak cells in frames of single traces, two periods of the
 * gather long.
 */
export function safeSpans(method: SpanMethod): GatherReference {
  return {
    *passes(gather, step) {
      return yield* safeRobust<NoiseSpectrum>(gather, true, function* (planes, factors, known) {
        const noise = known ?? (yield* noiseSpectrum(gather, planes.input, factors))
        yield spanPass(method, gather, step, planes)
        return noise
      })
    },
    runs: { ...robustRuns, ...patchLengthRuns, ...powerRuns(lateralFrames), ...spanPassRuns(method) },
  }
}

function* noiseSpectrum(gather: PassedGather, input: string, factors: Float64Array): Passes<NoiseSpectrum> {
  const windowSamples = yield* patchLength(gather, input, factors)
  const view = { part: lateralFrames, factors, windowSamples, lateralTraces: 1 }
  return { power: yield* noisePowers(gather, input, view) }
}
