/*
 * Wavelet denoising: nothing is lost where the threshold is next to nothing (76 wavelets, every transform); the result
 * scales with the input; amplitudes of 1e-30 and 1e30 stay finite; dead and half-muted traces; the level of a step.
 * The spatial noise scale and the packets have a file of their own.
 * Control: a large k leaves the approximation only. Golden gathers are in test/engine/cpu-reference-cases.
 */
import { describe, expect, it } from 'vitest'
import type { ParamValue, RecipeStep } from '../../../src/core/recipe.ts'
import { WAVELET_NAMES } from '../../../src/dsp/wavelet-names.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { waveletDenoise, waveletDenoiseParams } from '../../../src/processes/wavelet-denoise/params.ts'
import { waveletLevel } from '../../../src/processes/wavelet-denoise/trace-plan.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { noiseGather, traceOf, withTrace } from '../../gathers.ts'
import { runTwin as run } from '../../run-twin.ts'

const RULES = ['soft', 'hard', 'garrote'] as const
const TRANSFORMS = [
  { transform: 'dwt' },
  { transform: 'swt' },
  { transform: 'wpt' },
  { transform: 'wpt', bestBasis: true },
  { transform: 'wpt', bestBasis: true, thresholdApproximation: true },
]
const SIGMAS = ['finest', 'level', 'coarsest'] as const
const VARIANTS = TRANSFORMS.flatMap((transform) =>
  RULES.flatMap((rule) => SIGMAS.map((sigma) => ({ ...transform, rule, sigma, name: JSON.stringify(transform) }))),
)

function stepWith(values: Record<string, ParamValue>): RecipeStep {
  return defaultStep(waveletDenoise, values)
}

it('gives the input back where k is next to nothing, all wavelets', () => {
  const gather = noiseGather(45, 3)
  for (const wavelet of WAVELET_NAMES) {
    for (const { name, ...variant } of VARIANTS.filter(({ sigma }) => sigma === 'finest')) {
      const step = stepWith({ ...variant, wavelet, level: 2, k: 1e-12 })
      // 2e-7: one rounding to float32. dmey's truncated filter gives 0.4 % a level.
      const relativeToMax = wavelet === 'dmey' ? 1e-2 : 2e-7
      expectArraysClose(run(gather, step), gather.samples, { relativeToMax }, `${wavelet} ${name} ${variant.rule}`)
    }
  }
})

describe.each(VARIANTS)('$name, $rule, sigma $sigma', ({ name: _, ...variant }) => {
  const step = stepWith({ ...variant, level: 3, k: 1 })
  const gather = noiseGather(60, 20)

  it('scales with the input, bit for bit for powers of two', () => {
    const louder = { ...gather, samples: gather.samples.map((sample) => sample * 1024) }
    const scaled = run(gather, step).map((sample) => sample * 1024)
    expectSameBits(run(louder, step), scaled)
  })

  it('neither overflows nor dies at 1e30 and 1e-30', () => {
    for (const scale of [1e30, 1e-30]) {
      const expected = run(gather, step).map((sample) => sample * scale)
      // 1e-5: the input itself is rounded to float32 after scaling.
      const actual = run(noiseGather(60, 20, 1, scale), step)
      expect(actual.every(Number.isFinite)).toBe(true)
      expectArraysClose(actual, expected, { relativeToMax: 1e-5, outliers: 2 })
    }
  })

  it('leaves a dead trace dead and does not touch its neighbours', () => {
    const samples = run(
      withTrace(gather, 5, () => 0),
      step,
    )
    const untouched = run(gather, step)
    expect(traceOf(samples, 20, 5).every((sample) => sample === 0)).toBe(true)
    expectSameBits(traceOf(samples, 20, 6), traceOf(untouched, 20, 6))
  })

  it('keeps a trace that is mostly muted finite', () => {
    const muted = withTrace(gather, 5, (i) => (i < 50 ? 0 : Math.sin(i)))
    expect(run(muted, step).every(Number.isFinite)).toBe(true)
  })
})

it('keeps every coefficient where the threshold is zero', () => {
  const muted = withTrace(noiseGather(64, 1), 0, (i) => (i < 60 ? 0 : 1))
  for (const rule of RULES) {
    const step = stepWith({ transform: 'dwt', rule, wavelet: 'haar', level: 2, k: 100 })
    expectArraysClose(run(muted, step), muted.samples, { relativeToMax: 2e-7 }, rule)
  }
})

it('control: a large k leaves the mean of blocks with haar', () => {
  const gather = noiseGather(8, 1)
  const samples = run(gather, stepWith({ transform: 'dwt', wavelet: 'haar', level: 3, k: 100, rule: 'hard' }))
  const mean = gather.samples.reduce((sum, sample) => sum + sample, 0) / 8
  expectArraysClose(samples, new Float32Array(8).fill(mean), { relativeToMax: 2e-7 })
})

it('takes the level of the gather when none is given, and a given level as it is', () => {
  const level = (values: Record<string, ParamValue>, nSamples: number) =>
    waveletLevel(waveletDenoiseParams(stepWith(values)), nSamples)
  expect(level({}, 1600)).toBe(6)
  expect(level({}, 400)).toBe(5)
  expect(level({}, 64)).toBe(3)
  expect(level({}, 3)).toBe(1)
  expect(level({ level: 9 }, 64)).toBe(9)
})
