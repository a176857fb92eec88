import type { GatherFigures } from '../core/engine.ts'
import { SeisError } from '../core/errors.ts'
import type { HaloSpan, TraceHeaders, TraceRows } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'

/**
 * How a process that must know the whole gather computes in double precision: passes over planes of samples, one after
 * the other, each on spans of traces in any number of threads. What a pass finds in a span goes into the next passes.
 * The same samples and step give the same bits, however a gather is cut.
 */
export interface GatherReference {
  /** The passes of a step, from plane `input` to plane `output`; in the end, what they found out about the gather. */
  passes(gather: PassedGather, step: RecipeStep): Passes<GatherFigures>
  /** How each of them goes on one span, by its name. */
  readonly runs: PassRuns
}

/** Each `yield` comes back with what was found in each span, in the order of the traces. Passes may be made of others. */
export type Passes<Result = void> = Generator<GatherPass, Result, readonly Finding[]>

export type PassRuns = Readonly<Record<string, (task: PassTask) => Finding>>

export interface PassedGather {
  readonly nSamples: number
  readonly nTraces: number
  readonly sampleIntervalMs: number
  readonly headers: TraceHeaders
}

/** Numbers that a pass finds in a span. */
export type Finding = Float64Array | Uint32Array

export interface GatherPass {
  readonly name: string
  /** Planes that it reads, by the part that they play in it: `input`, whose samples are all finite, and what earlier passes wrote. */
  readonly reads: PlaneNames
  /** Planes that it writes, none of which it reads: `output`, and others, which are made when they are first written. */
  readonly writes: PlaneNames
  /** How far from a span's traces it reads. */
  readonly haloTraces: number
  /** Memory that a trace takes while a span is computed. */
  readonly bytesPerTrace: number
  /** All else that it has to know, by name. */
  readonly given: Readonly<Record<string, Float64Array | number>>
}

export type PlaneNames = Readonly<Record<string, string>>

export interface PassTask {
  readonly pass: GatherPass
  /** Whose pass it is. */
  readonly step: RecipeStep
  readonly span: HaloSpan
  /** The planes, by the part that they play. */
  readonly rows: PassRows
}

export type PassRows = Readonly<Record<string, TraceRows>>

/**
 * The rows of a pass, of the `planes` by name; those that it is the first to write are taken and added to them. Throws
 * `internal` where it reads what nobody wrote, or writes what it reads: spans would no longer be one another's equals.
 */
export function passRows(pass: GatherPass, planes: Map<string, TraceRows>, take: () => TraceRows): PassRows {
  const isRead = new Set(Object.values(pass.reads))
  for (const name of isRead) {
    if (!planes.has(name)) throw new SeisError('internal', `Pass ${pass.name} reads ${name}, which is not there`)
  }
  for (const name of Object.values(pass.writes)) {
    if (isRead.has(name)) throw new SeisError('internal', `Pass ${pass.name} reads and writes ${name}`)
    if (!planes.has(name)) planes.set(name, take())
  }
  const parts = Object.entries({ ...pass.reads, ...pass.writes })
  return Object.fromEntries(parts.map(([part, name]) => [part, planes.get(name)!]))
}
