import type { BatchEstimate } from '../../core/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { useBatch, useRecipe } from '../context.ts'
import { isEstimateOf } from './estimate-text.ts'

/** The figures of an estimate of what is asked for now. */
export function useKnownEstimate(): BatchEstimate | null {
  const estimate = useBatch((state) => state.estimate)
  const form = useBatch((state) => state.form)
  const steps = useRecipe((state) => JSON.stringify(activeRecipe(state).steps))
  return estimate !== null && isEstimateOf(estimate.request, form, steps) ? estimate.figures : null
}
