import type { HaloSpan, TraceRows } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import type { TransformPlane } from '../core/transform-plane.ts'
import type { AnalysisReach } from './analysis-reach.ts'
import type { GatherReference } from './gather-process.ts'
import type { GatherGpuProcess, GpuProcess } from './gpu-process.ts'
import type { ProcessDefinition } from './schema.ts'

/** A process as the registry holds it: what it is, and how it computes on each kind of engine. */
export interface Process {
  readonly definition: ProcessDefinition
  readonly reference: ReferenceProcess | GatherReference
  /** Of a process of spans: the steps that must know the whole gather. */
  readonly wholeGather?: WholeGatherSteps
  /** Null where there are no kernels: the CPU engine computes it. */
  readonly gpu: GpuProcess | null
  /** What its transform has of one trace; of the steps of which there is such a plane. */
  readonly plane?: (task: PlaneTask) => PlaneFound
}

export interface PlaneTask {
  /** All samples must be finite. The traces around the picked one, as far as they go into its thresholds. */
  readonly gather: TraceRows
  /** Its place among them. */
  readonly trace: number
  /** With a number for k, and plain, whatever the recipe has: a robust step's plane is of what it cleaned. */
  readonly step: RecipeStep
  readonly sampleIntervalMs: number
}

/** All but what traces it is of, and what was done to them. */
export type PlaneFound = Omit<TransformPlane, 'trace' | 'startTrace' | 'endTrace' | 'isCleaned'>

export interface WholeGatherSteps {
  includes(step: RecipeStep): boolean
  readonly reference: GatherReference
  readonly gpu: GatherGpuProcess
}

/**
 * The double-precision twin of a process's kernels, and the CPU engine's inner part. The same samples and step give the
 * same bits, however a gather is cut into spans, and the result of a trace depends on no trace beyond the step's halo.
 */
export interface ReferenceProcess {
  /** Transforms the traces of a span and measures their noise. Depends on no key that the definition lists in `thresholdKeys`. */
  analyse(task: AnalysisTask): Analysis
  /** Threshold and inverse transform: writes the span's traces of `result`, from trace startTrace on. */
  synthesise(analysis: Analysis, step: RecipeStep, result: TraceRows, startTrace: number): void
  /**
   * Which steps a kept analysis of a step serves, among those that differ in threshold keys alone: all whose `wanted` is
   * at least its `kept`.
   */
  reach(step: RecipeStep): AnalysisReach
  /** Size of one trace's part of an Analysis, for the planning of spans. */
  analysisBytesPerTrace(nSamples: number, step: RecipeStep): number
}

export interface AnalysisTask {
  /** All samples must be finite. */
  readonly gather: TraceRows
  readonly span: HaloSpan
  readonly step: RecipeStep
  readonly sampleIntervalMs: number
  readonly memory: AnalysisMemory
}

/** Where the arrays of an Analysis come from: memory of its own when it is to be kept, else what the last one used. */
export interface AnalysisMemory {
  readonly isKept: boolean
  /** Numbers of any value. */
  take(length: number): Float64Array
}

/** What an analysis found; stays in the thread that made it. What it holds is the process's own affair. */
export interface Analysis {
  readonly byteLength: number
}
