import type { RecipeStep } from '../../core/recipe.ts'
import type { ChoiceParam } from '../schema.ts'
import { ITERATIONS, START_REACH, WEIGHTS_REACH } from './reaches.ts'

export type RobustMode = 'off' | 'safe'

/** Whether a process goes by the safe robust mode. */
export const robustParam: ChoiceParam = {
  kind: 'choice',
  key: 'robust',
  label: 'Erratic noise',
  hint: 'safe: bad traces, bursts and spikes are taken out first; takes five times as long',
  default: 'off',
  choices: [
    { value: 'off', label: 'Plain' },
    { value: 'safe', label: 'Robust, safe' },
  ],
}

export function isRobust(step: RecipeStep): boolean {
  return step[robustParam.key] === 'safe'
}

/** How far from a trace are those that its result depends on, where the method alone reaches `methodTraces`. */
export function robustReach(mode: RobustMode, methodTraces: number): number {
  if (mode === 'off') return methodTraces
  return START_REACH + methodTraces + ITERATIONS * (WEIGHTS_REACH + methodTraces)
}
