/**
 * Denoising problems with known answer, 800 samples by 120 traces, 2 ms and 12.5 m: an end-on shot gather with crossing
 * reflections, a diffraction, a direct wave and dispersive ground roll (30 % of the energy, which counts as signal), small
 * statics and trace gains. a0, a6: under white noise at 0 and -6 dB; c0, c6: noise of 5 to 60 Hz; b0, b6: a0, a6 with six
 * bad traces, 40 bursts and 150 spikes. Goals are means over seeds 3, 4 and 5; seeds 1 and 2 were used to tune. The arrays
 * are those of a NumPy script, draw for draw.
 */
import { realFftPlan } from '../../src/dsp/real-fft.ts'
import { NumpyRandom } from './numpy-random.ts'

export const N_SAMPLES = 800
export const N_TRACES = 120
const INTERVAL = 0.002
const TRACE_SPACING = 12.5

export type ProblemName = 'a0' | 'a6' | 'b0' | 'b6' | 'c0' | 'c6'

export interface ProblemSet {
  readonly clean: Float32Array<ArrayBuffer>
  /** The clean gather under a noise. */
  noisy(name: ProblemName): Float32Array<ArrayBuffer>
}

export function problems(seed: number): ProblemSet {
  const clean = cleanGather(new NumpyRandom(seed, 11))
  const noises: Partial<Record<string, Float64Array>> = {}
  const noiseOf = (kind: string): Float64Array => {
    noises[kind] ??= kind === 'white' ? white(seed) : kind === 'coloured' ? coloured(seed) : erratic(seed)
    return noises[kind]
  }
  return {
    clean: Float32Array.from(clean),
    noisy(name) {
      const gain = name.endsWith('6') ? 10 ** (6 / 20) : 1
      const noise = noiseOf(name.startsWith('c') ? 'coloured' : 'white')
      const more = name.startsWith('b') ? noiseOf('erratic') : null
      return Float32Array.from(clean, (value, i) => value + gain * noise[i]! + (more?.[i] ?? 0))
    },
  }
}

/** 10 log10 of the energy of `clean` over that of the difference. */
export function snrDb(clean: ArrayLike<number>, denoised: ArrayLike<number>): number {
  let [energy, error] = [0, 0]
  for (let i = 0; i < clean.length; i++) {
    energy += clean[i]! ** 2
    error += (denoised[i]! - clean[i]!) ** 2
  }
  return 10 * Math.log10(energy / error)
}

/** White noise of a seed under a gather, `db` below it. */
export function underNoise(clean: Float32Array, db: number, seed: number): Float32Array<ArrayBuffer> {
  const noise = new NumpyRandom(seed, 55).normals(clean.length, deviation(clean) * 10 ** (-db / 20))
  return Float32Array.from(clean, (value, i) => value + noise[i]!)
}

/** Some samples of some traces, as a gather of its own. */
export function partOf(
  samples: Float32Array,
  {
    startSample,
    nSamples,
    startTrace,
    nTraces,
  }: Readonly<Record<'startSample' | 'nSamples' | 'startTrace' | 'nTraces', number>>,
): Float32Array<ArrayBuffer> {
  const from = (at: number): number => (startSample + Math.floor(at / nTraces)) * N_TRACES + startTrace + (at % nTraces)
  return Float32Array.from({ length: nSamples * nTraces }, (_, at) => samples[from(at)]!)
}

type Wave = (time: number, x: number, statics: number) => number

function cleanGather(r: NumpyRandom): Float64Array {
  const statics = r.normals(N_TRACES, 0.0004)
  const starts = r.uniforms(-0.03, 0.03, 7).map((shift, i) => [0.18, 0.33, 0.47, 0.62, 0.8, 1.02, 1.27][i]! + shift)
  const velocities = r.uniforms(0.95, 1.05, 7).map((factor, i) => factor * (1750 + (1350 * i) / 6))
  velocities[3]! *= 0.72
  const frequencies = r.uniforms(0.9, 1.1, 7).map((factor, i) => factor * (42 - (20 * i) / 6))
  const sizes = r.uniforms(0.45, 1, 7)
  const signs = r.signs(7)
  const furthest = 100 + TRACE_SPACING * (N_TRACES - 1)
  const waves: Wave[] = [...starts.keys()].map((i) => {
    const change = r.uniform(-0.6, 0.4)
    const fault = i === 2 ? r.uniform(0.45, 0.7) * furthest : Number.POSITIVE_INFINITY
    const [start, velocity, frequency] = [starts[i]!, velocities[i]!, frequencies[i]!]
    const amplitude = sizes[i]! * signs[i]!
    return (time, x, late) =>
      x >= fault
        ? 0
        : amplitude *
          (1 + (change * x) / furthest) *
          ricker(time - Math.sqrt(start ** 2 + (x / velocity) ** 2) - late, frequency)
  })
  const diffractor = r.uniform(500, 1100)
  waves.push(
    (time, x, late) =>
      0.5 *
      ricker(time - 0.55 - Math.sqrt(0.2 ** 2 + ((x - diffractor) / 1500) ** 2) - late, 30) *
      Math.exp(-(((x - diffractor) / 350) ** 2)),
  )
  const direct = r.uniform(1650, 1750)
  waves.push((time, x, late) => 0.6 * ricker(time - x / direct - 0.02 - late, 45) * Math.exp(-x / 900))
  const body = gatherOf((i, j) =>
    waves.reduce((sum, wave) => sum + wave(i * INTERVAL, 100 + TRACE_SPACING * j, statics[j]!), 0),
  )
  const roll = groundRoll(statics)
  const share = r.signs(1)[0]! * Math.sqrt(((0.3 / 0.7) * energyOf(body)) / energyOf(roll))
  const gains = r.normals(N_TRACES, 0.05)
  const sum = body.map((value, at) => (value + share * roll[at]!) * (1 + gains[at % N_TRACES]!))
  return normalised(sum)
}

function ricker(time: number, frequency: number): number {
  const u = (Math.PI * frequency * time) ** 2
  return (1 - 2 * u) * Math.exp(-u)
}

/** The phase velocity falls with frequency. */
function groundRoll(statics: Float64Array): Float64Array {
  const n = 8192
  const plan = realFftPlan(n)
  const out = new Float64Array(N_SAMPLES * N_TRACES)
  const [spectrum, signal] = [new Float64Array(2 * plan.nBins), new Float64Array(n)]
  for (let j = 0; j < N_TRACES; j++) {
    const x = 100 + TRACE_SPACING * j
    for (let bin = 0; bin < plan.nBins; bin++) {
      const f = bin / (n * INTERVAL)
      const velocity = 430 + 400 * Math.exp(-(f - 5) / 6)
      const size = Math.exp(-(((f - 11) / 3.5) ** 2)) * Math.exp(-x / 1500)
      const phase = -2 * Math.PI * f * (x / velocity + 0.05 + statics[j]!)
      spectrum[2 * bin] = size * Math.cos(phase)
      spectrum[2 * bin + 1] = size * Math.sin(phase)
    }
    plan.inverse(spectrum, 0, signal)
    for (let i = 0; i < N_SAMPLES; i++) out[i * N_TRACES + j] = signal[i]!
  }
  return out
}

function white(seed: number): Float64Array {
  return normalised(new NumpyRandom(seed, 22).normals(N_SAMPLES * N_TRACES))
}

/** 5 to 60 Hz with flanks of 3 Hz, independent from trace to trace. */
function coloured(seed: number): Float64Array {
  const n = 4096
  const drawn = new NumpyRandom(seed, 33).normals(n * N_TRACES)
  const plan = realFftPlan(n)
  const out = new Float64Array(N_SAMPLES * N_TRACES)
  const [spectrum, signal] = [new Float64Array(2 * plan.nBins), new Float64Array(n)]
  const flank = (x: number) => Math.min(1, Math.max(0, x / 3 + 0.5))
  for (let j = 0; j < N_TRACES; j++) {
    for (let i = 0; i < n; i++) signal[i] = drawn[i * N_TRACES + j]!
    plan.forward(signal, spectrum, 0)
    for (let bin = 0; bin < plan.nBins; bin++) {
      const f = bin / (n * INTERVAL)
      const gain = Math.sin((Math.PI / 2) * flank(f - 5) * flank(60 - f))
      spectrum[2 * bin]! *= gain
      spectrum[2 * bin + 1]! *= gain
    }
    plan.inverse(spectrum, 0, signal)
    for (let i = 0; i < N_SAMPLES; i++) out[i * N_TRACES + j] = signal[1000 + i]!
  }
  return normalised(out)
}

/** Four loud traces, one with mains hum, one with a swinging low frequency; bursts on one or two traces; spikes. */
function erratic(seed: number): Float64Array {
  const r = new NumpyRandom(seed, 44)
  const out = new Float64Array(N_SAMPLES * N_TRACES)
  const add = (i: number, j: number, value: number): void => {
    out[i * N_TRACES + j]! += value
  }
  const bad = r.distinct(N_TRACES - 4, 6).map((trace) => trace + 2) as [number, number, number, number, number, number]
  const turn = 2 * Math.PI
  for (const trace of bad.slice(0, 4)) {
    const size = r.uniform(4, 10)
    for (const [i, value] of r.normals(N_SAMPLES).entries()) add(i, trace, size * value)
  }
  const phase = r.uniform(0, 6)
  for (let i = 0; i < N_SAMPLES; i++) {
    const t = i * INTERVAL
    add(i, bad[4], 8 * Math.sin(turn * 50 * t + phase) * (1 + 0.3 * Math.sin(turn * 0.9 * t)))
    add(i, bad[5], 8 * Math.sin(turn * (5 * t + 1.5 * Math.sin(turn * 0.6 * t))))
  }
  for (let burst = 0; burst < 40; burst++) {
    const n = r.integer(20, 81)
    const start = r.integer(0, N_SAMPLES - n)
    const trace = r.integer(0, N_TRACES - 1)
    const [frequency, shift, size] = [r.uniform(20, 90), r.uniform(0, 6), r.uniform(6, 12)]
    const isWide = r.random() < 0.3
    for (let i = 0; i < n; i++) {
      const hann = 0.5 - 0.5 * Math.cos((turn * i) / (n - 1))
      const value = Math.sin(turn * frequency * i * INTERVAL + shift) * hann * size
      add(start + i, trace, value)
      if (isWide) add(start + i, trace + 1, 0.7 * value)
    }
  }
  const [rows, columns, signs] = [r.integers(0, N_SAMPLES, 150), r.integers(0, N_TRACES, 150), r.signs(150)]
  const before = out.slice()
  r.uniforms(8, 25, 150).forEach((size, spike) => {
    const at = rows[spike]! * N_TRACES + columns[spike]!
    out[at] = before[at]! + signs[spike]! * size
  })
  return out
}

function gatherOf(value: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: N_SAMPLES * N_TRACES }, (_, at) => value(Math.floor(at / N_TRACES), at % N_TRACES))
}

function energyOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value ** 2, 0)
}

function deviation(values: Float32Array | Float64Array): number {
  let [sum, squares] = [0, 0]
  for (const value of values) {
    sum += value
    squares += value ** 2
  }
  return Math.sqrt(squares / values.length - (sum / values.length) ** 2)
}

function normalised(values: Float64Array): Float64Array {
  const scale = deviation(values)
  return values.map((value) => value / scale)
}
