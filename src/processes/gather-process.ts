import type { HaloSpan, TraceRows } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'

/**
 * How a process that must know the whole gather computes in double precision: passes over the gather, one after the
 * other, each on spans of its traces in any number of threads. What a pass finds in a span goes into the next passes.
 * The same samples and step give the same bits, however a gather is cut.
 */
export interface GatherReference {
  /** The passes of a step; each `yield` comes back with what was found in each span, in the order of the traces. */
  passes(gather: PassedGather, step: RecipeStep): Generator<GatherPass, void, readonly Finding[]>
  /** One pass on one span. */
  run(task: PassTask): Finding
}

export interface PassedGather {
  readonly nSamples: number
  readonly nTraces: number
  readonly sampleIntervalMs: number
}

/** Numbers that a pass finds in a span. */
export type Finding = Float64Array | Uint32Array

export interface GatherPass {
  readonly name: string
  /** Rows that it writes: `output`, those of another name for later passes, or none. */
  readonly writes: string | null
  /** How far from a span's traces it reads. */
  readonly haloTraces: number
  /** Memory that a trace takes while a span is computed. */
  readonly bytesPerTrace: number
  /** What it has to know, by name. */
  readonly given: Readonly<Record<string, Float64Array | number>>
}

export interface PassTask {
  readonly pass: GatherPass
  readonly step: RecipeStep
  readonly span: HaloSpan
  /** `input`, whose samples are all finite, what earlier passes wrote, and what this one writes, by name. */
  readonly rows: Readonly<Record<string, TraceRows>>
}
