import type { RunEnergies } from '../energy-removed/reference.ts'

/**
 * Signal-to-noise ratio of a run by its own account, in dB: 10 log10(sum(after^2) / sum((before - after)^2)); any real
 * number. It takes all of After for signal and all of Noise for noise: noise that was left makes it too high, signal that
 * was removed too low, and what removes nothing has no bound. Not a measure of quality by itself, therefore: it says where
 * a recipe draws the line, and compares recipes on one gather whose leakage is alike. null where either has no energy.
 */
export function snrEstimateDb({ after, removed }: Pick<RunEnergies, 'after' | 'removed'>): number | null {
  return after === 0 || removed === 0 ? null : 10 * Math.log10(after / removed)
}
