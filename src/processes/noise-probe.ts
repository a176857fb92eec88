import { colouredTrace, colouringTaps } from '../dsp/probe-noise.ts'
import { fkPatches } from './fk-patches.ts'
import type { Finding, PassedGather, Passes, PassRuns, PassTask } from './gather-process.ts'
import { noisePowers, powerRuns } from './noise-power.ts'
import { frameNoiseGain } from './trace-frames.ts'

/** Patches in which the noise's spectrum is measured, whatever method it is for. */
const SURVEY = { part: fkPatches, windowSamples: 64, lateralTraces: 24 }

/** White is noise whose mean power is within this factor of the level of the top third of the band. */
const WHITE = 1.5

/** Planes: a gather, or what a method made of it, without the probe and with it. */
export interface ProbedPlanes {
  readonly plain: string
  readonly probed: string
}

/** By what part of the noise a method is tried: small for a derivative, large against rounding. */
export const PROBE_SIZE = 0.1

/** What the noise of balanced traces is like, independent from trace to trace. */
export interface NoiseSpectrum {
  readonly colour: 'white' | 'coloured'
  /** Variance of a sample by frequency, from 0 to Nyquist; white: the same at all. */
  readonly powers: Float64Array
}

/**
 * The spectrum of the noise in a plane, from the weak patches of the local f-k transform. Where signal is in nearly all of
 * them this is too high; white noise is told from the top third of the band alone, where there is no signal.
 */
export function* noiseSpectrum(gather: PassedGather, input: string, factors: Float64Array): Passes<NoiseSpectrum> {
  const { part, windowSamples, lateralTraces } = SURVEY
  const gain = frameNoiseGain(windowSamples) * part.noiseGain(lateralTraces)
  const powers = (yield* noisePowers(gather, input, { ...SURVEY, factors })).map((power) => power / gain)
  const top = powers.slice(Math.ceil((2 / 3) * (powers.length - 1))).toSorted()
  const level = top[top.length >> 1]!
  if (meanPower(powers) > WHITE * level) return { colour: 'coloured', powers }
  return { colour: 'white', powers: powers.fill(level) }
}

/** Variance of a sample. */
export function meanPower(powers: Float64Array): number {
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
export const probeRuns: PassRuns = { ...powerRuns(fkPatches), probe }
