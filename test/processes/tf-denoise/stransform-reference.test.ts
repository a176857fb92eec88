/*
 * S-transform denoising against a plain twin of it (whole planes, medians by sorting) for every rule and protection,
 * smoothed and not; untouched where nothing stands out, for lengths 1 to 64, 400 and 501; linear scaling; bins outside
 * the band pass; dead traces; one trace; blocks and workers change no bit. Control: a burst on one trace is removed.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import type { ParamValue, RecipeStep } from '../../../src/core/recipe.ts'
import { boxMeanRows } from '../../../src/dsp/box-mean.ts'
import { stransformPlan } from '../../../src/dsp/stransform.ts'
import { parseStep } from '../../../src/processes/recipe.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise } from '../../../src/processes/tf-denoise/params.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { inlineCpuEngine } from '../../engine/inline-cpu-engine.ts'
import { gatherOf, noiseGather, recipeOf, traceOf, withTrace } from '../../gathers.ts'
import { EXTRA_FLOATS, stransformRow } from '../../plan-runs.ts'
import { runTwin as run } from '../../run-twin.ts'
import { madOf, medianOf } from '../../sorted-medians.ts'

const RULES = ['hard', 'scaled', 'adaptive', 'soft'] as const
const PROTECTIONS = ['off', 'low-amplitude', 'never-inflate'] as const
const EVERY_LENGTH = [...Array.from({ length: 64 }, (_, i) => i + 1), 400, 501]

/** Two roundings: of the spectrum's inverse in double precision, and to float32. */
const ROUNDING = { relativeToMax: 2e-7 }

function stepWith(values: Record<string, ParamValue> = {}): RecipeStep {
  return defaultStep(tfDenoise, { transform: 'stransform', fminHz: 0, fmaxHz: 250, k: 1, aperture: 5, ...values })
}

/** The rules and protections by their definitions, at k = 1 and a protection factor of 0.3. */
function keptMagnitude(a: number, median: number, mad: number, rule: string, protection: string): number {
  const threshold = 1.4826 * Math.max(mad, 0.01 * median, 1e-10)
  const [deviation, side] = [Math.abs(a - median), a >= median ? 1 : -1]
  const ratio = deviation / (threshold + 1e-10)
  const ruled = {
    hard: () => (deviation > threshold ? median : a),
    scaled: () => (ratio > 1 ? Math.max(0, median + (side * deviation) / (1 + (ratio - 1) ** 2)) : a),
    adaptive: () => (ratio > 1 ? Math.max(0, median + side * deviation * Math.max(0, 2 - ratio)) : a),
    soft: () => Math.max(0, median + side * Math.max(deviation - threshold, 0)),
  }[rule]!()
  if (protection === 'never-inflate') return Math.min(a, ruled)
  return protection === 'low-amplitude' && ruled > a && a < 0.3 * median ? a : ruled
}

/** All rows from 20 to 120 Hz kept at once, all sums taken over the new rows, medians found by sorting. */
function plainTwin({ nSamples, nTraces, samples }: Gather, step: RecipeStep): Float32Array {
  const plan = stransformPlan(nSamples, EXTRA_FLOATS)
  const [rule, protection] = [String(step['rule']), String(step['protection'])]
  const spectra = Array.from({ length: nTraces }, (_, t) => {
    const spectrum = new Float64Array(2 * plan.nBins)
    plan.forward(Float64Array.from(traceOf(samples, nTraces, t)), spectrum, 0)
    return spectrum
  })
  const changed = spectra.map((spectrum) => spectrum.slice())
  for (let bin = 0; bin < plan.nBins; bin++) {
    const hz = (bin * 500) / nSamples
    if (hz < 20 || hz > 120) continue
    const rows = spectra.map((spectrum) => {
      const { re, im } = stransformRow(plan, bin, spectrum)
      return { re, im, magnitude: re.map((value, j) => Math.hypot(value, im[j]!)) }
    })
    rows.forEach(({ re, im, magnitude }, t) => {
      const near = rows.slice(Math.max(0, t - 2), t + 3)
      const at = (j: number) => Float64Array.from(near, (row) => row.magnitude[j]!)
      const median = magnitude.map((_, j) => medianOf(at(j)))
      const mad = magnitude.map((_, j) => madOf(at(j), median[j]!))
      const smooth = (values: Float64Array) => {
        const target = new Float64Array(nSamples)
        boxMeanRows(values, nSamples, 1, Number(step['timeSmoothing']), target)
        return target
      }
      const [centre, width] = [smooth(median), smooth(mad)]
      const gain = magnitude.map((a, j) => keptMagnitude(a, centre[j]!, width[j]!, rule, protection) / a)
      changed[t]![2 * bin] = re.reduce((sum, value, j) => sum + value * gain[j]!, 0)
      changed[t]![2 * bin + 1] = im.reduce((sum, value, j) => sum + value * gain[j]!, 0)
    })
  }
  const output = new Float32Array(samples.length)
  changed.forEach((spectrum, t) => {
    const trace = new Float64Array(nSamples)
    plan.inverse(spectrum, 0, trace)
    trace.forEach((value, j) => {
      output[j * nTraces + t] = value
    })
  })
  return output
}

describe.each(RULES.flatMap((rule) => PROTECTIONS.map((protection) => ({ rule, protection }))))(
  '$rule, protection $protection',
  ({ rule, protection }) => {
    it('does what a plain twin does, smoothed and not', () => {
      const gather = noiseGather(50, 9)
      for (const timeSmoothing of [1, 3, 4]) {
        const step = stepWith({ rule, protection, timeSmoothing, fminHz: 20, fmaxHz: 120 })
        expectArraysClose(run(gather, step), plainTwin(gather, step), ROUNDING)
      }
    })

    it('keeps a dead trace exactly zero, and scales with the gather', () => {
      const gather = withTrace(noiseGather(60, 12), 5, () => 0)
      const step = stepWith({ rule, protection, timeSmoothing: 2 })
      const samples = run(gather, step)
      expect(traceOf(samples, 12, 5).every((sample) => sample === 0)).toBe(true)
      const loud = run({ ...gather, samples: gather.samples.map((sample) => sample * 2 ** 90) }, step)
      expectArraysClose(
        loud.map((sample) => sample / 2 ** 90),
        samples,
        { relativeToMax: 1e-6, outliers: 0 },
      )
      const faint = { ...gather, samples: gather.samples.map((sample) => sample * 1e-30) }
      expect(run(faint, step).every(Number.isFinite)).toBe(true)
    })
  },
)

it.each(RULES)('gives every length back where no trace has a neighbour: %s', (rule) => {
  for (const nSamples of EVERY_LENGTH) {
    const gather = noiseGather(nSamples, 3)
    expectArraysClose(run(gather, stepWith({ rule, aperture: 1 })), gather.samples, ROUNDING, `${nSamples} samples`)
  }
})

it('gives every length back where the threshold is out of reach, or no bin is in the band', () => {
  for (const nSamples of EVERY_LENGTH) {
    const gather = noiseGather(nSamples, 3)
    expectArraysClose(run(gather, stepWith({ fminHz: 251, fmaxHz: 260 })), gather.samples, ROUNDING)
    const alike = gatherOf(
      nSamples,
      4,
      Float32Array.from({ length: 4 * nSamples }, (_, i) => Math.sin(Math.floor(i / 4) ** 2)),
    )
    expectArraysClose(run(alike, stepWith({ rule: 'hard', k: 100 })), alike.samples, ROUNDING)
  }
})

it('keeps bins outside the band, and changes those inside', () => {
  const gather = noiseGather(100, 9)
  const before = new Float64Array(102)
  const after = new Float64Array(102)
  const plan = stransformPlan(100)
  plan.forward(Float64Array.from(traceOf(gather.samples, 9, 4)), before, 0)
  const samples = run(gather, stepWith({ fminHz: 50, fmaxHz: 100, k: 0.2 }))
  plan.forward(Float64Array.from(traceOf(samples, 9, 4)), after, 0)
  const isBandBin = (i: number) => i >> 1 >= 10 && i >> 1 <= 20
  const outside = (values: Float64Array) => values.filter((_, i) => !isBandBin(i))
  // Samples were rounded to float32 in between.
  expectArraysClose(outside(after), outside(before), { relativeToMax: 1e-6 })
  const nChanged = before.filter((value, i) => isBandBin(i) && Math.abs(value - after[i]!) > 1e-3).length
  expect(nChanged).toBe(22)
})

it('has the bits of one block whatever the blocks, and zeroes what is not finite', async () => {
  const gather = withTrace(noiseGather(80, 70), 33, (i) => (i === 40 ? Number.NaN : 1))
  const recipe = recipeOf(stepWith({ timeSmoothing: 3 }))
  const whole = await inlineCpuEngine({ nWorkers: 1, blockBytes: 2 ** 30 }).engine.process(gather, recipe)
  for (const blockBytes of [1, 2 ** 14]) {
    const { engine, computed } = inlineCpuEngine({ nWorkers: 2, blockBytes })
    const blocked = await engine.process(gather, recipe)
    expect(computed.length).toBeGreaterThan(3)
    expectSameBits(blocked.samples, whole.samples)
  }
  expect(whole.badSamples).toEqual({ nSamples: 1, nTraces: 1 })
  expect(whole.samples.every(Number.isFinite)).toBe(true)
})

it('control: removes a burst on one trace and little else', () => {
  const quiet = noiseGather(120, 15, 1, 0.1)
  const burst = withTrace(quiet, 7, (i) => quiet.samples[i * 15 + 7]! + (i > 40 && i < 80 ? 5 * Math.sin(i) : 0))
  const samples = run(burst, stepWith({ k: 3 }))
  expect(Math.max(...traceOf(samples, 15, 7).map(Math.abs))).toBeLessThan(0.6)
})

it('takes any hop: it has none', () => {
  const step = { process: 'tf-denoise', transform: 'stransform', windowSamples: 16, hopSamples: 400 }
  expect(parseStep(step, 0)['hopSamples']).toBe(400)
  expect(() => parseStep({ ...step, transform: 'stft' }, 0)).toThrow(/hopSamples/)
})
