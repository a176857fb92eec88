/*
 * Time-frequency denoising: an untouched gather where k is large or the band is empty; bins outside the band pass;
 * the halo is enough; amplitudes of 1e30 and 1e-30; dead traces under every rule and protection; short traces; a burst
 * on one trace is removed (control). Golden gathers are in test/engine/cpu-reference-cases.
 */
import { describe, expect, it } from 'vitest'
import type { ParamValue, RecipeStep } from '../../../src/core/recipe.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise } from '../../../src/processes/tf-denoise/params.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { gatherOf, noiseGather, traceOf, withTrace } from '../../gathers.ts'
import { runTwin as run } from '../../run-twin.ts'

const RULES = ['hard', 'scaled', 'adaptive', 'soft'] as const
const PROTECTIONS = ['off', 'low-amplitude', 'never-inflate'] as const

function stepWith(values: Record<string, ParamValue> = {}): RecipeStep {
  return defaultStep(tfDenoise, { windowSamples: 32, hopSamples: 16, fminHz: 0, fmaxHz: 250, k: 1, ...values })
}

const gather = noiseGather(100, 24)

/** One rounding to float32. */
const ROUNDING = { relativeToMax: 2e-7 }

it('gives the input back where nothing stands out enough, or the band is empty', () => {
  expectArraysClose(run(gather, stepWith({ k: 100, rule: 'hard' })), gather.samples, ROUNDING)
  expectArraysClose(run(gather, stepWith({ fminHz: 251, fmaxHz: 260 })), gather.samples, ROUNDING)
})

it('passes bins outside the band', () => {
  const tone = gatherOf(
    200,
    9,
    Float32Array.from(
      { length: 1800 },
      (_, i) => (i % 9 === 4 ? 1 : 0.01) * Math.sin(Math.floor(i / 9) * 0.4 * Math.PI),
    ),
  )
  // The tone is at 100 Hz; the window of 32 samples spreads it over some 30 Hz.
  const outside = run(tone, stepWith({ fmaxHz: 40 }))
  const inside = run(tone, stepWith({ fmaxHz: 250 }))
  // At the ends the tone breaks off, which is a broad band. 5e-3: the window's side lobe four bins away is -50 dB.
  const middleOf = (samples: Float32Array) => traceOf(samples, 9, 4).slice(50, 150)
  expectArraysClose(middleOf(outside), middleOf(tone.samples), { absolute: 5e-3 })
  expect(Math.max(...middleOf(inside).map(Math.abs))).toBeLessThan(0.05)
})

it('control: removes a burst on one trace and little else', () => {
  const quiet = gatherOf(
    100,
    24,
    gather.samples.map((sample) => 0.1 * sample),
  )
  const burst = withTrace(quiet, 12, (i) => quiet.samples[i * 24 + 12]! + (i > 40 && i < 60 ? 5 * Math.sin(i) : 0))
  const samples = run(burst, stepWith({ k: 3 }))
  expect(Math.max(...traceOf(samples, 24, 12).map(Math.abs))).toBeLessThan(0.5)
})

it('depends on no trace beyond the halo', () => {
  const step = stepWith({ aperture: 5 })
  const far = withTrace(gather, 15, () => 9)
  const [a, b] = [run(gather, step), run(far, step)]
  for (const trace of [0, 12, 18, 23]) expectSameBits(traceOf(a, 24, trace), traceOf(b, 24, trace))
  expect(traceOf(a, 24, 13)).not.toEqual(traceOf(b, 24, 13))
})

describe.each(RULES.flatMap((rule) => PROTECTIONS.map((protection) => ({ rule, protection }))))(
  '$rule, protection $protection',
  ({ rule, protection }) => {
    const step = stepWith({ rule, protection, timeSmoothing: 2 })

    it('keeps a dead trace exactly zero', () => {
      const samples = run(
        withTrace(gather, 5, () => 0),
        step,
      )
      expect(traceOf(samples, 24, 5).every((sample) => sample === 0)).toBe(true)
      expect(samples.every(Number.isFinite)).toBe(true)
    })

    it('stays finite at 1e30, and passes 1e-30, which is below the floor of the spread', () => {
      const loud = run(noiseGather(100, 24, 1, 1e30), step)
      const scaled = run(gather, step).map((sample) => sample * 1e30)
      expectArraysClose(loud, scaled, { relativeToMax: 1e-5, outliers: 2 })
      expect(run(noiseGather(100, 24, 1, 1e-30), step).every(Number.isFinite)).toBe(true)
    })
  },
)

it('runs on traces shorter than the window, and on a window that nothing divides well', () => {
  const noBand = { fminHz: 251, fmaxHz: 260 }
  for (const nSamples of [1, 2, 5, 31]) {
    for (const boundary of ['zeros', 'reflect']) {
      const short = noiseGather(nSamples, 3)
      expect(run(short, stepWith({ boundary })).every(Number.isFinite)).toBe(true)
      expectArraysClose(run(short, stepWith({ boundary, ...noBand })), short.samples, ROUNDING)
    }
  }
  const step = stepWith({ windowSamples: 74, hopSamples: 11, ...noBand })
  expectArraysClose(run(gather, step), gather.samples, ROUNDING)
})
