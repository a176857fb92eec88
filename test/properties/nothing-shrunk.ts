/** Whole processes that give their input back, for any engine. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { ParamValue, RecipeStep } from '../../src/core/recipe.ts'
import { periodicHann } from '../../src/dsp/windows.ts'
import type { Process } from '../../src/processes/process.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { anyGather, anyStep, type Given, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'

/**
 * By process: values under which a step gives its input back, whatever its other values are. A threshold of 0 is no
 * legal k; one of 1e-30 noise scales is as good.
 */
const NOTHING_SHRUNK: Readonly<Record<string, readonly Given[]>> = {
  'wavelet-denoise': [{ k: [1e-30] }],
  // A trace that is its own only neighbour does not stand out; a band beyond Nyquist holds no bin.
  'tf-denoise': [
    { aperture: [1], timeSmoothing: [1] },
    { fminHz: [90_000], fmaxHz: [100_000] },
  ],
}

/** Any step of a process that shrinks nothing. */
export function anyUnshrunkStep({ definition, ...process }: Process, given: Given = {}): fc.Arbitrary<RecipeStep> {
  const variants = NOTHING_SHRUNK[definition.name]
  expect(variants, `values under which ${definition.name} gives a gather back`).toBeDefined()
  return fc.constantFrom(...variants!).chain((values) => anyStep({ definition, ...process }, { ...given, ...values }))
}

/** Any gather comes back from any step that shrinks nothing. */
export async function comesBack(process: Process, engine: TestedEngine, numRuns: number): Promise<void> {
  const anyCase = fc
    .record({
      step: anyUnshrunkStep(process, engine.given),
      gather: anyGather({ nSamples: [1, 90], nTraces: [1, 9], exponent: [-60, 60] }),
    })
    .filter(({ step, gather }) => isSmall(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw }) => {
    const gather = gatherOfDraw(draw)
    const { samples } = await engine.process(gather, step)
    const relativeToMax = Math.max(engine.rounding * overlapLoss(step), filterLoss(step))
    expectArraysClose(samples, gather.samples, { relativeToMax, columns: gather.nTraces })
  })
  await holds(property, numRuns)
}

/** Part of the largest sample that the filters of a step lose; no level means up to six. */
export function filterLoss({ wavelet, level }: RecipeStep): number {
  return wavelet === 'dmey' ? dmeyLoss(Number(level ?? 6)) : 0
}

/** dmey's 62 taps are a truncated Meyer filter: of white noise half a percent is lost in a level (others: 1e-9). */
export function dmeyLoss(level: number): number {
  return 0.006 * level
}

/**
 * Where windows hardly overlap (a hop of nearly their length), a sample is what is left of it at the end of one window:
 * rounding grows as it was weakened, by the root of the smallest sum of squared windows.
 */
export function overlapLoss(step: Readonly<Record<string, ParamValue>>): number {
  const { transform = 'stft', windowSamples, hopSamples } = step
  if (typeof windowSamples !== 'number' || typeof hopSamples !== 'number' || transform !== 'stft') return 1
  const window = periodicHann(windowSamples)
  const sums = Array.from({ length: Math.min(hopSamples, windowSamples) }, (_, offset) =>
    window.reduce((sum, w, i) => (i % hopSamples === offset ? sum + w * w : sum), 0),
  )
  return Math.max(1, 1 / Math.sqrt(Math.min(...sums)))
}
