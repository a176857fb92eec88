import type { RecipeStep } from '../core/recipe.ts'
import type { KernelSpec } from '../gpu/kernel.ts'
import type { GatherBuffer, GatherPlan, GatherShape, GpuLimits, PlannedBuffer } from './gpu-process.ts'
import { doesNotFit, tileCapacity, tileTraces } from './tiling.ts'

/** What a part of a step of the whole gather asks of its plan. Parts that use a name use the same buffer. */
export interface PlanPart {
  readonly buffers: readonly PlannedBuffer[]
  readonly gatherBuffers: readonly GatherBuffer[]
  readonly planes: readonly string[]
  /** How far from a tile's traces it reads. */
  readonly haloTraces: number
  /** Tiles begin at multiples of so many traces. */
  readonly tileStep: number
  readonly kernels: readonly KernelSpec[]
}

/** The plan of a step that is made of parts. Throws `gpu` when a trace with its halo exceeds the limits. */
export function planOfParts(
  parts: readonly PlanPart[],
  { process }: RecipeStep,
  shape: GatherShape,
  limits: GpuLimits,
): GatherPlan {
  const buffers = byName(
    parts.flatMap((part) => part.buffers),
    (one, other) => ({ ...one, bytesPerTrace: Math.max(one.bytesPerTrace, other.bytesPerTrace) }),
  )
  const gatherBuffers = byName(
    parts.flatMap((part) => part.gatherBuffers),
    (one, other) => ({ ...one, bytes: Math.max(one.bytes, other.bytes) }),
  )
  const planes = [...new Set(parts.flatMap((part) => part.planes))]
  const haloTraces = Math.max(...parts.map((part) => part.haloTraces))
  const tileStep = parts.map((part) => part.tileStep).reduce(leastCommonMultiple)
  const tiles = tileTraces(shape.nTraces, tileCapacity(buffers, limits), haloTraces, tileStep)
  if (tiles === null) throw doesNotFit(process, buffers, limits, 'take fewer traces together')
  return { kind: 'gather', shape, limits, tiles, buffers, gatherBuffers, planes }
}

/** The same part, whose buffers are not kept from run to run. */
export function keepingNothing(part: PlanPart): PlanPart {
  const unkept = <Buffer>(buffer: Buffer) => ({ ...buffer, isKept: false })
  return { ...part, buffers: part.buffers.map(unkept), gatherBuffers: part.gatherBuffers.map(unkept) }
}

/** The same part, of which nothing is kept from run to run but what is known of the gather as a whole. */
export function keepingFindings(part: PlanPart): PlanPart {
  return { ...part, buffers: part.buffers.map((buffer) => ({ ...buffer, isKept: false })) }
}

interface NamedBuffer {
  readonly name: string
  readonly isKept: boolean
}

/** One buffer of each name, which is kept if any part of the step keeps it. */
function byName<Buffer extends NamedBuffer>(
  buffers: readonly Buffer[],
  larger: (one: Buffer, other: Buffer) => Buffer,
): readonly Buffer[] {
  const found = new Map<string, Buffer>()
  for (const buffer of buffers) {
    const known = found.get(buffer.name) ?? buffer
    found.set(buffer.name, { ...larger(known, buffer), isKept: known.isKept || buffer.isKept })
  }
  return [...found.values()]
}

export function leastCommonMultiple(a: number, b: number): number {
  let multiple = a
  while (multiple % b !== 0) multiple += a
  return multiple
}
