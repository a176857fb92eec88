import type { RecipeStep } from '../../core/recipe.ts'
import { definitionOf } from '../../processes/recipe.ts'
import type { Param, ProcessDefinition } from '../../processes/schema.ts'
import { formatCount, NOTHING } from '../format.ts'
import { unitOf } from './slider-scale.ts'

/** "Time-frequency denoise" -> "Time-frequency", "Cadzow filter" -> "Cadzow", as there is only room for that in a chain. */
export function stepName(definition: ProcessDefinition): string {
  return definition.label.replace(/ (denoise|filter)$/, '')
}

/** The key values of a step: "k 2.4 · 9 traces · adaptive". */
export function stepSummary(step: RecipeStep): string {
  const { params, summaryKeys } = definitionOf(step.process)
  return summaryKeys
    .flatMap((key) => params.filter((param) => param.key === key))
    .map((param) => summaryOf(param, step))
    .join(' · ')
}

function summaryOf(param: Param, step: RecipeStep): string {
  const value = step[param.key]
  if (param.kind === 'choice') return labelOfChoice(param, value).toLowerCase()
  if (param.key === 'k') return `k ${value ?? NOTHING}`
  if (param.kind !== 'number') return param.label
  const text = typeof value === 'number' && value >= 1000 ? formatCount(value) : (value ?? 'auto')
  return `${text} ${unitOf(param, value)}`
}

function labelOfChoice(param: Extract<Param, { kind: 'choice' }>, value: unknown): string {
  return param.choices.find((choice) => choice.value === value)?.label ?? NOTHING
}
