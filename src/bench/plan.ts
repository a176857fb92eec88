/** What a benchmark goes through, as data. */
import type { RepeatPlan } from './repeat.ts'

export interface BenchSize {
  readonly nSamples: number
  readonly nTraces: number
}

export interface BenchPlan extends RepeatPlan {
  /** The first is the one that figures are quoted for. */
  readonly sizes: readonly BenchSize[]
  /** A variant is left out, and named, at a later size where one run would take longer, going by the first size. */
  readonly longestRunMs: number
}

export const FULL_PLAN: BenchPlan = {
  sizes: [
    { nSamples: 1600, nTraces: 3000 },
    { nSamples: 1000, nTraces: 240 },
    { nSamples: 1600, nTraces: 1000 },
  ],
  warmUpRuns: 2,
  minRuns: 3,
  maxRuns: 15,
  budgetMs: 4000,
  longestRunMs: 4000,
}

export const QUICK_PLAN: BenchPlan = {
  sizes: [
    { nSamples: 500, nTraces: 60 },
    { nSamples: 250, nTraces: 30 },
  ],
  warmUpRuns: 1,
  minRuns: 3,
  maxRuns: 3,
  budgetMs: 1000,
  longestRunMs: Number.POSITIVE_INFINITY,
}

export type PlanName = 'full' | 'quick'

export const PLANS: Readonly<Record<PlanName, BenchPlan>> = { full: FULL_PLAN, quick: QUICK_PLAN }
