/** How the steps of a recipe compute. */
import { SeisError } from '../core/errors.ts'
import type { Recipe, RecipeStep } from '../core/recipe.ts'
import type { GatherReference } from './gather-process.ts'
import type { GpuProcess } from './gpu-process.ts'
import type { Process, ReferenceProcess } from './process.ts'
import { definitionOf } from './recipe.ts'
import { processes } from './registry.ts'

/** How a process computes, by its name; throws bad-recipe listing the known names. */
export function processOf(name: unknown, where?: string): Process {
  const process = processes.find(({ definition }) => definition.name === name)
  if (process) return process
  throw new SeisError('internal', `${definitionOf(name, where).name} is not in the registry`)
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

/** Whether there are kernels for all steps of a recipe; the CPU engine computes any. */
export function hasKernels({ steps }: Recipe): boolean {
  return steps.every((step) => gpuOf(step) !== null)
}

/** Whether a step of a recipe must know the whole gather. */
export function hasWholeGatherStep({ steps }: Recipe): boolean {
  return steps.some((step) => 'passes' in referenceOf(step))
}
