/**
 * Parameters as data: the validation of recipes, the command line's messages and the form in the workbench are
 * all made from these descriptions.
 */
import { SeisError } from '../core/errors.ts'
import type { ParamValue, RecipeStep } from '../core/recipe.ts'

interface ParamBase {
  readonly key: string
  /** As the form shows it. */
  readonly label: string
  /** One sentence under the field: what a larger value does. */
  readonly hint?: string
  /** Shown only while the step's other values satisfy this; a hidden value stays in the recipe. */
  readonly visibleWhen?: (step: RecipeStep) => boolean
}

export interface NumberParam extends ParamBase {
  readonly kind: 'number'
  readonly unit: string
  readonly default: number | null
  /** Limits; `min` itself is refused when `minIsExclusive`. */
  readonly min: number
  readonly max: number
  readonly minIsExclusive?: boolean
  /** What a slider moves by, and the range it covers when that is narrower than the limits. */
  readonly sliderStep: number
  readonly sliderMin?: number
  readonly sliderMax?: number
  readonly whole?: 'any' | 'odd' | 'even'
  /** null is allowed, and means this. */
  readonly nullMeans?: string
  /** 'auto' is allowed, and means this. */
  readonly autoMeans?: string
}

export interface ChoiceParam extends ParamBase {
  readonly kind: 'choice'
  readonly default: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export interface FlagParam extends ParamBase {
  readonly kind: 'flag'
  readonly default: boolean
}

export type Param = NumberParam | ChoiceParam | FlagParam

/** What a process tells the rest of the program about itself, apart from its kernels. */
export interface ProcessDefinition {
  readonly name: string
  readonly label: string
  readonly params: readonly Param[]
  /** Keys whose values tell two steps of this process apart at a glance, in the order in which a chain shows them. */
  readonly summaryKeys: readonly string[]
  /** Keys that only the threshold and the inverse depend on: when nothing else changed, the forward transform is kept. */
  readonly thresholdKeys: readonly string[]
  /** Header columns, by their SEG-Y names, without whose values of every trace it cannot go. */
  readonly headersNeeded?: readonly string[]
  /** Why no transform plane of a step can be looked at, in one sentence; null where there is one. */
  whyNoPlane(step: RecipeStep): string | null
  /** Lateral reach: how many traces on each side of a trace its result depends on. */
  haloTraces(step: RecipeStep): number
  /** Refuses combinations that each value alone would pass; throws bad-recipe. */
  check?(step: RecipeStep, where: string): void
}

/** `value` checked against `param`; throws bad-recipe naming step, key, value and limits. */
export function checkValue(param: Param, value: unknown, where: string): ParamValue {
  const refuse = (limits: string): never => {
    throw new SeisError('bad-recipe', `${param.key} is ${show(value)}`, {
      where,
      todo: `give ${limits}`,
      fields: { key: param.key, value: show(value), limits },
    })
  }
  switch (param.kind) {
    case 'flag':
      return typeof value === 'boolean' ? value : refuse('true or false')
    case 'choice': {
      const choice = param.choices.find((candidate) => candidate.value === value)
      return choice ? choice.value : refuse(`one of ${param.choices.map((c) => c.value).join(', ')}`)
    }
    case 'number': {
      if (value === null && param.nullMeans !== undefined) return null
      if (value === 'auto' && param.autoMeans !== undefined) return value
      if (typeof value !== 'number' || !isInside(param, value)) return refuse(limitsOf(param))
      return value
    }
  }
}

/** The limits of a number in words: "an odd whole number from 1 to 31". */
export function limitsOf(param: NumberParam): string {
  const noun =
    param.whole === undefined ? 'a number' : param.whole === 'any' ? 'a whole number' : `an ${param.whole} whole number`
  const from = param.minIsExclusive ? `above ${param.min}` : `from ${param.min}`
  const orNull = param.nullMeans === undefined ? '' : `, or null (${param.nullMeans})`
  const orAuto = param.autoMeans === undefined ? '' : `, or "auto" (${param.autoMeans})`
  return `${noun} ${from} to ${param.max}${orNull}${orAuto}`
}

/** What a number may be left to: the value that says so, and what it means. Null where it must be given. */
export function automaticOf({ nullMeans, autoMeans }: NumberParam): Automatic | null {
  if (nullMeans !== undefined) return { value: null, means: nullMeans }
  return autoMeans === undefined ? null : { value: 'auto', means: autoMeans }
}

export interface Automatic {
  readonly value: null | 'auto'
  readonly means: string
}

function isInside(param: NumberParam, value: number): boolean {
  if (!Number.isFinite(value) || value < param.min || value > param.max) return false
  if (param.minIsExclusive && value === param.min) return false
  if (param.whole === undefined) return true
  if (!Number.isInteger(value)) return false
  return param.whole === 'any' || (value % 2 === 0) === (param.whole === 'even')
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}

/** What the forward transform of a step depends on: all its values but those of the threshold keys. */
export function forwardValues(definition: ProcessDefinition, step: RecipeStep): readonly [string, ParamValue][] {
  return Object.entries(step).filter(([key]) => !definition.thresholdKeys.includes(key))
}

/** A step with every default of `definition`, overridden by `values` (unchecked: for code, not for input). */
export function defaultStep(
  definition: ProcessDefinition,
  values: Readonly<Record<string, ParamValue>> = {},
): RecipeStep {
  const defaults = Object.fromEntries(definition.params.map((param) => [param.key, param.default]))
  return { process: definition.name, ...defaults, ...values }
}
