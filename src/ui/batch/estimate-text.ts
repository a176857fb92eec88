import type { BatchEstimate, BatchRequest } from '../../core/batch.ts'
import type { BatchForm } from '../../state/batch.ts'
import { formatDuration } from '../format.ts'

/** "5 min 30 s to 6 min 30 s". */
export function durationText({ seconds: [least, most] }: Pick<BatchEstimate, 'seconds'>): string {
  const [low, high] = [formatDuration(least), formatDuration(most)]
  return low === high ? low : `${low} to ${high}`
}

/** Whether an estimate was found for these choices and these steps, as JSON. */
export function isEstimateOf({ recipe, ...asked }: BatchRequest, form: BatchForm, steps: string): boolean {
  return JSON.stringify(asked) === JSON.stringify(form) && JSON.stringify(recipe.steps) === steps
}
