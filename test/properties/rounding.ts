/** How roundings grow inside steps, and what filters lose: reasons for the tolerances of the properties. */
import type { ParamValue, RecipeStep } from '../../src/core/recipe.ts'
import { periodicHann } from '../../src/dsp/windows.ts'

/** Part of the largest sample that the filters of a step lose in double precision as well; no level means up to six. */
export function filterLoss({ wavelet, level }: RecipeStep): number {
  return wavelet === 'dmey' ? dmeyLoss(Number(level ?? 6)) : 0
}

/** dmey's 62 taps are a truncated Meyer filter: of white noise half a percent is lost in a level (others: 1e-9). */
export function dmeyLoss(level: number): number {
  return 0.006 * level
}

/** By how much float32 roundings inside a step may outgrow a few dozen. */
export function roundingGrowth(step: RecipeStep): number {
  return overlapLoss(step) * levelGrowth(step) * thresholdGrowth(step)
}

/** A noise scale is a median, times k, and so is its rounding, also where the median is nothing but rounding. */
function thresholdGrowth({ k, sigma }: RecipeStep): number {
  return sigma === undefined ? 1 : Math.max(1, Number(k) / 4)
}

/**
 * A steady signal is 2^(level/2) times as large in the approximation, and so are its roundings, which up to level 6 is
 * among the few dozen. One side of bior3.1 and rbio3.1 has a scaling function without a finite energy: they grow faster.
 */
function levelGrowth({ wavelet, level }: RecipeStep): number {
  const levels = Number(level ?? 6)
  return wavelet === 'bior3.1' || wavelet === 'rbio3.1'
    ? Math.max(1, 1.6 ** (levels - 4))
    : Math.max(1, Math.SQRT2 ** (levels - 6))
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
