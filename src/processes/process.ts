import type { TraceBlock } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import type { GpuProcess } from './gpu-process.ts'
import type { ProcessDefinition } from './schema.ts'

/** A process as the registry holds it: what it is, and how it computes on each kind of engine. */
export interface Process {
  readonly definition: ProcessDefinition
  readonly reference: ReferenceProcess
  readonly gpu: GpuProcess
}

/**
 * The double-precision twin of a process's kernels, and the CPU engine's inner part. Both halves are pure: the same
 * block and step give the same bits, and the result of a trace depends on no trace farther than the step's halo.
 */
export interface ReferenceProcess {
  /** The forward transform. Depends on no key that the definition lists in `thresholdKeys`. Samples must be finite. */
  analyse(block: TraceBlock, step: RecipeStep, sampleIntervalMs: number): Analysis
  /** Threshold and inverse transform: samples in the layout of the block that was analysed. */
  synthesise(analysis: Analysis, step: RecipeStep): Float32Array<ArrayBuffer>
  /** Size of one trace's part of an Analysis, for the planning of blocks. */
  analysisBytesPerTrace(nSamples: number, step: RecipeStep): number
}

/** A forward transform of a block of traces; stays in the thread that made it. */
export interface Analysis {
  readonly nSamples: number
  readonly nTraces: number
  readonly sampleIntervalMs: number
  /** Trace after trace; the layout inside a trace is the process's own. */
  readonly coefficients: Float64Array
}
