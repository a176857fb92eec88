import { throwIfAborted } from '../core/errors.ts'

/**
 * How often something is run: warm-ups that do not count (one at least, more while there is time), then at least
 * `minRuns`, then until the time is used up.
 */
export interface RepeatPlan {
  readonly warmUpRuns: number
  readonly minRuns: number
  readonly maxRuns: number
  readonly budgetMs: number
}

/** Results of the runs that count, in order. `run` is told its number, warm-ups included. */
export async function repeat<T>(
  plan: RepeatPlan,
  run: (number: number) => Promise<T>,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const warmUpMs = performance.now()
  let warmUps = 0
  for (; warmUps < plan.warmUpRuns; warmUps++) {
    if (warmUps > 0 && performance.now() - warmUpMs > plan.budgetMs) break
    throwIfAborted(signal)
    await run(warmUps)
  }
  const results: T[] = []
  const startedMs = performance.now()
  while (results.length < plan.maxRuns) {
    if (results.length >= plan.minRuns && performance.now() - startedMs > plan.budgetMs) break
    throwIfAborted(signal)
    results.push(await run(warmUps + results.length))
  }
  return results
}
