import { SeisError } from '../core/errors.ts'
import { type ParamValue, RECIPE_FORMAT, type Recipe, type RecipeStep } from '../core/recipe.ts'
import type { GatherReference } from './gather-process.ts'
import type { GpuProcess } from './gpu-process.ts'
import type { PlaneFound, PlaneTask, Process, ReferenceProcess } from './process.ts'
import { processes } from './registry.ts'
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
  return processOf(name, where).definition
}

/** A process by name; throws bad-recipe listing the known names. */
export function processOf(name: unknown, where = 'recipe'): Process {
  const process = processes.find(({ definition }) => definition.name === name)
  if (process) return process
  const known = processes.map(({ definition }) => definition.name).join(', ')
  throw new SeisError('bad-recipe', `process is ${JSON.stringify(name) ?? 'missing'}`, {
    where,
    todo: `give one of ${known}`,
    fields: { key: 'process', value: String(name), limits: known },
  })
}

/** How a step computes in double precision: by passes over the whole gather, or by spans of traces. */
export function referenceOf(step: RecipeStep): ReferenceProcess | GatherReference {
  const { reference, wholeGather } = processOf(step.process)
  return wholeGather?.includes(step) ? wholeGather.reference : reference
}

/** How a step of spans computes in double precision; throws `internal` for one of the whole gather. */
export function spanReferenceOf(step: RecipeStep): ReferenceProcess {
  const reference = referenceOf(step)
  if ('passes' in reference) throw new SeisError('internal', `${step.process} goes by passes over the whole gather`)
  return reference
}

/** How a step of the whole gather computes in double precision; throws `internal` for one of spans. */
export function gatherReferenceOf(step: RecipeStep): GatherReference {
  const reference = referenceOf(step)
  if ('passes' in reference) return reference
  throw new SeisError('internal', `${step.process} goes by spans of traces`)
}

/** How a step computes on the GPU; null where there are no kernels for it. */
export function gpuOf(step: RecipeStep): GpuProcess | null {
  const { gpu, wholeGather } = processOf(step.process)
  if (wholeGather?.includes(step)) return wholeGather.gpu
  return gpu !== null && 'computes' in gpu && gpu.computes?.(step) === false ? null : gpu
}

/** The transform plane of a trace; throws `internal` for a step that has none, as its definition says why. */
export function planeOf(task: PlaneTask): PlaneFound {
  const { plane } = processOf(task.step.process)
  if (plane === undefined) throw new SeisError('internal', `${task.step.process} has no transform plane`)
  return plane(task)
}

/** The header columns that a recipe cannot go without. */
export function headersNeededBy({ steps }: Recipe): readonly string[] {
  return [...new Set(steps.flatMap(({ process }) => definitionOf(process).headersNeeded ?? []))]
}

/** Whether there are kernels for all steps of a recipe; the CPU engine computes any. */
export function hasKernels({ steps }: Recipe): boolean {
  return steps.every((step) => gpuOf(step) !== null)
}

/** Whether a step of a recipe must know the whole gather. */
export function hasWholeGatherStep({ steps }: Recipe): boolean {
  return steps.some((step) => 'passes' in referenceOf(step))
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
