import type { RecipeStep } from '../../core/recipe.ts'
import { definitionOf } from '../../processes/recipe.ts'
import type { UserPreset } from '../../state/presets.ts'
import { countOf } from '../format.ts'
import { stepName } from '../inspector/step-summary.ts'

/** What a preset of the user does, in the room beside its name: its only step, or how many there are. */
export function presetAbout({ steps }: UserPreset): string {
  if (steps === null) return 'not understood'
  const [only] = steps
  if (only === undefined) return 'no steps'
  return steps.length === 1 ? stepName(definitionOf(only.process)) : countOf(steps.length, 'step')
}

/** What is kept when a recipe is saved. */
export function keptSentence(steps: readonly RecipeStep[], nOff: number): string {
  const names = steps.map(({ process }) => stepName(definitionOf(process))).join(', ')
  const kept = names === '' ? 'Keeps a recipe without steps.' : `Keeps ${countOf(steps.length, 'step')}: ${names}.`
  if (nOff === 0) return kept
  return `${kept} ${nOff === 1 ? 'The step that is off is' : `The ${countOf(nOff, 'step')} that are off are`} left out.`
}
