import { SeisError } from '../core/errors.ts'
import { type ParamValue, RECIPE_FORMAT, type Recipe, type RecipeStep } from '../core/recipe.ts'
import { processDefinitions } from './definitions.ts'
import { checkValue, type ProcessDefinition } from './schema.ts'

/**
 * Unknown JSON -> a recipe with every default filled in.
 * Throws bad-recipe naming step, key, value and limits for an unknown process or key or a value outside its limits.
 */
export function parseRecipe(json: unknown): Recipe {
  if (!isObject(json)) throw new SeisError('bad-recipe', 'The recipe is not a JSON object')
  refuseUnknownKeys(json, ['format', 'name', 'steps'], 'recipe')
  if (json['format'] !== RECIPE_FORMAT) {
    throw new SeisError('bad-recipe', `format is ${JSON.stringify(json['format'])}`, {
      where: 'recipe',
      todo: `give "${RECIPE_FORMAT}"`,
    })
  }
  const name = json['name'] ?? ''
  if (typeof name !== 'string') throw new SeisError('bad-recipe', 'name is not text', { where: 'recipe' })
  const steps = json['steps'] ?? []
  if (!Array.isArray(steps)) throw new SeisError('bad-recipe', 'steps is not a list', { where: 'recipe' })
  return { format: RECIPE_FORMAT, name, steps: steps.map(parseStep) }
}

export function parseStep(json: unknown, index: number): RecipeStep {
  const place = `step ${index + 1}`
  if (!isObject(json)) throw new SeisError('bad-recipe', 'The step is not a JSON object', { where: place })
  const definition = definitionOf(json['process'], place)
  const where = `${place} (${definition.name})`
  refuseUnknownKeys(json, ['process', ...definition.params.map((param) => param.key)], where)
  const values = definition.params.map((param): [string, ParamValue] => [
    param.key,
    param.key in json ? checkValue(param, json[param.key], where) : param.default,
  ])
  const step: RecipeStep = { process: definition.name, ...Object.fromEntries(values) }
  definition.check?.(step, where)
  return step
}

/** The definition of a process by name; throws bad-recipe listing the known names. */
export function definitionOf(name: unknown, where = 'recipe'): ProcessDefinition {
  const definition = processDefinitions.find((candidate) => candidate.name === name)
  if (definition) return definition
  const known = processDefinitions.map((candidate) => candidate.name).join(', ')
  throw new SeisError('bad-recipe', `process is ${JSON.stringify(name) ?? 'missing'}`, {
    where,
    todo: `give one of ${known}`,
    fields: { key: 'process', value: String(name), limits: known },
  })
}

/** The header columns that a recipe cannot go without. */
export function headersNeededBy({ steps }: Recipe): readonly string[] {
  return [...new Set(steps.flatMap(({ process }) => definitionOf(process).headersNeeded ?? []))]
}

function refuseUnknownKeys(json: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  const unknown = Object.keys(json).find((key) => !known.includes(key))
  if (unknown === undefined) return
  throw new SeisError('bad-recipe', `${unknown} is not a known key`, {
    where,
    todo: `use ${known.join(', ')}`,
    fields: { key: unknown, value: JSON.stringify(json[unknown]) ?? '', limits: known.join(', ') },
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
