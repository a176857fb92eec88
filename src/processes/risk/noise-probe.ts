import { colouredTrace, colouringTaps } from '../../dsp/probe-noise.ts'
import type { Finding, PassedGather, Passes, PassRuns, PassTask } from '../gather-process.ts'
import { fkPatches } from '../wiener/fk-patches.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { noisePowers, powerHistogram, powerRuns } from '../wiener/noise-power.ts'
import { frameNoiseGain } from '../wiener/trace-frames.ts'
import { planeSum, sumRuns } from './plane-sum.ts'

/** Cells in which the noise's spectrum is measured, whatever method it is for. */
export const WINDOW = 64
export const PATCHES = { part: fkPatches, windowSamples: WINDOW, lateralTraces: 24 }
export const FRAMES = { part: lateralFrames, windowSamples: WINDOW, lateralTraces: 1 }

/** By how much noise is stronger than what a method removes, at most: some of it passes. */
export const PASSED = 1.2

/** White is noise whose mean power is at most this many times the level of the top third of the band. */
export const WHITE = 2

/** By what part of the noise a method is tried: small for a derivative, large against rounding. */
export const PROBE_SIZE = 0.1

/** Planes: a gather, or what a method made of it, without the probe and with it. */
export interface ProbedPlanes {
  readonly plain: string
  readonly probed: string
}

/** What the noise of balanced traces is like, independent from trace to trace. */
export interface NoiseSpectrum {
  readonly colour: 'white' | 'coloured'
  /** Variance of a sample by frequency, from 0 to Nyquist; white: the same at all. */
  readonly powers: Float64Array
}

/**
 * The spectrum of the noise in a plane, of which a method made another: the lowest of what weak cells of the local f-k
 * transform and of the STFT hold, and of what the method removed. Signal makes the first two too high where it has every
 * slope, or lasts all the time; the last is too high where the method removes signal. White noise is told from the top
 * third of the band alone, where there is little signal. Plane `removed` is used.
 */
export function* noiseSpectrum(
  gather: PassedGather,
  { input, output }: { readonly input: string; readonly output: string },
  factors: Float64Array,
): Passes<NoiseSpectrum> {
  const powers = new Float64Array(WINDOW / 2 + 1).fill(Number.POSITIVE_INFINITY)
  for (const survey of [PATCHES, FRAMES]) {
    const gain = frameNoiseGain(WINDOW) * survey.part.noiseGain(survey.lateralTraces)
    const found = yield* noisePowers(gather, input, { ...survey, factors })
    for (const [bin, power] of found.entries()) powers[bin] = Math.min(powers[bin]!, power / gain)
  }
  yield* planeSum(gather, [input, output], Float64Array.of(1, -1), 'removed')
  const removed = yield* powerHistogram(gather, 'removed', { ...FRAMES, factors })
  for (const [bin, power] of powers.entries()) {
    powers[bin] = Math.min(power, (PASSED * removed.mean(bin)) / frameNoiseGain(WINDOW))
  }
  const top = powers.slice(Math.ceil(WINDOW / 3)).toSorted()
  const level = top[top.length >> 1]!
  if (meanPower(powers) > WHITE * level) return { colour: 'coloured', powers }
  return { colour: 'white', powers: powers.fill(level) }
}

/** Variance of a sample. */
function meanPower(powers: Float64Array): number {
  const nSides = powers.length - 1
  return powers.reduce((sum, power, bin) => sum + (bin === 0 || bin === nSides ? power / 2 : power), 0) / nSides
}

/** Writes a plane with a little more noise of this spectrum in the balanced traces. */
export function* addProbe(
  gather: PassedGather,
  { plain, probed }: ProbedPlanes,
  { factors, powers }: { readonly factors: Float64Array; readonly powers: Float64Array },
): Passes {
  yield {
    name: 'probe',
    reads: { input: plain },
    writes: { output: probed },
    haloTraces: 0,
    bytesPerTrace: 24 * gather.nSamples,
    given: { factors, taps: colouringTaps(powers) },
  }
}

function probe({ rows, span, pass }: PassTask): Finding {
  const [input, output] = [rows['input']!, rows['output']!]
  const { nSamples, nTraces } = input
  const { factors, taps } = pass.given as { readonly factors: Float64Array; readonly taps: Float64Array }
  for (let trace = span.startTrace; trace < span.endTrace; trace++) {
    const size = factors[trace] === 0 ? 0 : PROBE_SIZE / factors[trace]!
    const noise = colouredTrace(taps, trace, nSamples)
    for (let i = 0; i < nSamples; i++) {
      const at = i * nTraces + trace
      output.samples[at] = input.samples[at]! + size * noise[i]!
    }
  }
  return new Float64Array(0)
}

/** How its passes go. */
export const probeRuns: PassRuns = { ...powerRuns(fkPatches), ...powerRuns(lateralFrames), ...sumRuns, probe }
