import type { BatchEstimate, BatchRequest } from '../../core/batch.ts'
import type { BatchForm } from '../../state/batch.ts'
import { formatDuration } from '../format.ts'

/** "5 min 30 s to 6 min 30 s", with what measuring the leakage adds where it is measured. */
export function durationText(
  { seconds: [least, most], leakageSeconds = 0 }: Pick<BatchEstimate, 'seconds' | 'leakageSeconds'>,
  withLeakage: boolean,
): string {
  const more = withLeakage ? leakageSeconds : 0
  const [low, high] = [formatDuration(least + more), formatDuration(most + more)]
  return low === high ? low : `${low} to ${high}`
}

/** Whether an estimate was found for these choices and these steps, as JSON; it knows the time with leakage and without. */
export function isEstimateOf({ recipe, ...asked }: BatchRequest, form: BatchForm, steps: string): boolean {
  return JSON.stringify(wordsOf(asked)) === JSON.stringify(wordsOf(form)) && JSON.stringify(recipe.steps) === steps
}

function wordsOf({ withLeakage: _, stopRule: __, ...words }: BatchForm): object {
  return words
}
