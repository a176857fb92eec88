/**
 * Synthetic gathers: hyperbolic reflections and ground roll (the clean twin), then noise on top of them.
 * Reflections as in the original's benchmark data: t = sqrt(t0^2 + (x/v)^2), Ricker wavelets, 1/(1 + 0.0005 x).
 */
import { type RandomNumbers, seededRandom } from './random.ts'
import { type DemoShape, positionOf, type Shot } from './survey.ts'

/** Samples in C order (nSamples, nTraces). */
export interface SyntheticGather {
  readonly clean: Float32Array<ArrayBuffer>
  readonly noisy: Float32Array<ArrayBuffer>
}

/** t0 s, v m/s, amplitude, peak frequency Hz. */
const REFLECTIONS = [
  [0.3, 1800, 1, 35],
  [0.5, 2000, 0.8, 30],
  [0.8, 2200, 1.2, 25],
  [1.1, 2500, 0.6, 22],
  [1.5, 2800, 0.9, 20],
  [1.9, 3100, 0.7, 18],
  [2.3, 3400, 0.5, 16],
  [2.8, 3800, 0.4, 14],
] as const

const GROUND_ROLL = { amplitude: 0.4, peakHz: 8, velocity: 700, decayPerM: 0.001 }
/** Reflectors undulate along the line: half-period and relative size. */
const STRUCTURE = { lengthM: 1500, size: 0.02 }
/** Random noise as strong as the signal of its gather: 0 dB. */
const RANDOM_NOISE_RATIO = 1
const DEAD_SHARE = 0.012
const BAD_TRACES = { share: 0.008, gain: 3 }
const BURSTS = { share: 0.03, amplitude: 2, peakHz: 30, lengthS: 0.12 }
const SPIKES = { perSample: 2e-5, amplitude: 4 }

/** Random streams of a seed; each gather has its own of each. */
const SIGNAL_STREAM = 2
const NOISE_STREAM = 3

export function makeGather(shape: DemoShape, shot: Shot): SyntheticGather {
  const clean = cleanSamples(shape, shot)
  const random = seededRandom(shape.seed, NOISE_STREAM, shot.index)
  const noisy = addRandomNoise(clean, random)
  for (const [trace, faults] of drawFaults(shape, shot, random).entries()) {
    addFaults(noisy, shape, shot.nTraces, trace, faults)
    if (!faults.isDead) continue
    scaleTrace(clean, shot.nTraces, trace, 0)
    scaleTrace(noisy, shot.nTraces, trace, 0)
  }
  return { clean, noisy }
}

/** 1 where a trace of that gather is dead, all zero in both twins: known without its samples. */
export function deadTraces(shape: DemoShape, shot: Shot): Uint8Array {
  const random = seededRandom(shape.seed, NOISE_STREAM, shot.index)
  random.skipNormals(shape.samples * shot.nTraces)
  return Uint8Array.from(drawFaults(shape, shot, random), ({ isDead }) => (isDead ? 1 : 0))
}

function cleanSamples(shape: DemoShape, shot: Shot): Float32Array<ArrayBuffer> {
  const random = seededRandom(shape.seed, SIGNAL_STREAM, shot.index)
  const strengths = REFLECTIONS.map(([, , amplitude]) => amplitude * (1 + 0.1 * random.normal()))
  const samples = new Float32Array(shape.samples * shot.nTraces)
  for (let trace = 0; trace < shot.nTraces; trace += 1) {
    const { offset, midpointX } = positionOf(shot, trace)
    const stretch = 1 + STRUCTURE.size * Math.sin((Math.PI * midpointX) / STRUCTURE.lengthM)
    for (const [i, [t0, velocity, , peakHz]] of REFLECTIONS.entries()) {
      const time = Math.hypot(t0 * stretch, offset / velocity)
      addRicker(samples, shape, shot.nTraces, trace, time, peakHz, strengths[i]! / (1 + 0.0005 * offset))
    }
    const { amplitude, peakHz, velocity, decayPerM } = GROUND_ROLL
    addRicker(samples, shape, shot.nTraces, trace, offset / velocity, peakHz, amplitude / (1 + decayPerM * offset))
  }
  return samples
}

/** Adds a Ricker wavelet centred on `timeS`; beyond 1.6 periods of its peak frequency it is below 1e-9. */
function addRicker(
  samples: Float32Array,
  { samples: nSamples, intervalMs }: DemoShape,
  nTraces: number,
  trace: number,
  timeS: number,
  peakHz: number,
  amplitude: number,
): void {
  const intervalS = intervalMs / 1000
  const reach = 1.6 / peakHz
  const start = Math.max(0, Math.ceil((timeS - reach) / intervalS))
  const end = Math.min(nSamples, Math.floor((timeS + reach) / intervalS) + 1)
  for (let sample = start; sample < end; sample += 1) {
    const squared = (Math.PI * peakHz * (sample * intervalS - timeS)) ** 2
    const at = sample * nTraces + trace
    samples[at] = samples[at]! + amplitude * (1 - 2 * squared) * Math.exp(-squared)
  }
}

function addRandomNoise(clean: Float32Array<ArrayBuffer>, random: RandomNumbers): Float32Array<ArrayBuffer> {
  const deviation = RANDOM_NOISE_RATIO * Math.sqrt(energyOf(clean) / Math.max(1, clean.length))
  const noisy = clean.slice()
  random.addNormals(noisy, deviation)
  return noisy
}

function energyOf(samples: Float32Array): number {
  let energy = 0
  for (let at = 0; at < samples.length; at += 1) energy += samples[at]! * samples[at]!
  return energy
}

/** What is wrong with a trace beside random noise. */
interface TraceFaults {
  /** Seconds and amplitudes of wavelets. */
  readonly bursts: readonly (readonly [timeS: number, amplitude: number])[]
  readonly spikes: readonly (readonly [sample: number, amplitude: number])[]
  readonly isLoud: boolean
  readonly isDead: boolean
}

/** Now and then a burst, a few spikes, a trace that is all noise or one that is dead. */
function drawFaults(shape: DemoShape, { nTraces }: Shot, random: RandomNumbers): readonly TraceFaults[] {
  const lengthS = (shape.samples * shape.intervalMs) / 1000
  return Array.from({ length: nTraces }, () => {
    const bursts: [number, number][] = []
    if (random.uniform() < BURSTS.share) {
      const start = random.uniform() * lengthS
      for (let i = 0; i < 4; i += 1)
        bursts.push([start + random.uniform() * BURSTS.lengthS, BURSTS.amplitude * random.normal()])
    }
    const nSpikes = Math.floor(SPIKES.perSample * shape.samples + random.uniform())
    const spikes = Array.from({ length: nSpikes }, (): [number, number] => [
      Math.floor(random.uniform() * shape.samples),
      SPIKES.amplitude * random.normal(),
    ])
    const isLoud = random.uniform() < BAD_TRACES.share
    return { bursts, spikes, isLoud, isDead: random.uniform() < DEAD_SHARE }
  })
}

function addFaults(
  samples: Float32Array,
  shape: DemoShape,
  nTraces: number,
  trace: number,
  { bursts, spikes, isLoud }: TraceFaults,
): void {
  for (const [timeS, amplitude] of bursts) addRicker(samples, shape, nTraces, trace, timeS, BURSTS.peakHz, amplitude)
  for (const [sample, amplitude] of spikes) samples[sample * nTraces + trace]! += amplitude
  if (isLoud) scaleTrace(samples, nTraces, trace, BAD_TRACES.gain)
}

function scaleTrace(samples: Float32Array, nTraces: number, trace: number, factor: number): void {
  for (let at = trace; at < samples.length; at += nTraces) samples[at] = factor === 0 ? 0 : samples[at]! * factor
}
