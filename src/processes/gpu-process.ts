import type { GatherFigures } from '../core/engine.ts'
import type { TraceHeaders } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import type { ConstantTable } from '../gpu/constant-tables.ts'
import type { KernelSpec } from '../gpu/kernel.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import type { AnalysisReach } from './analysis-reach.ts'

export interface GatherShape {
  readonly nSamples: number
  readonly nTraces: number
  readonly sampleIntervalMs: number
}

/** What one adapter allows, and how much of it a tile may take. */
export interface GpuLimits {
  /** Largest buffer that a kernel can see. */
  readonly bindingBytes: number
  /** All buffers of one tile together. */
  readonly tileBytes: number
  /** What forward transforms may hold between runs; 0 where no other run follows. */
  readonly keptBytes: number
  readonly workgroupsPerDimension: number
  /** Memory that the threads of a workgroup share. */
  readonly workgroupBytes: number
  readonly workgroupThreads: number
}

/** Traces [startTrace, endTrace) of a gather are computed from traces [haloStartTrace, haloEndTrace). */
export interface PlannedTile {
  readonly startTrace: number
  readonly endTrace: number
  readonly haloStartTrace: number
  readonly haloEndTrace: number
}

export interface PlannedBuffer {
  readonly name: string
  readonly bytesPerTrace: number
  /** Holds a part of the forward transform: the inverse can run again as long as it is there. */
  readonly isKept: boolean
}

/**
 * One step on one shape of gather, as data. `samples` is always among the buffers: (nRows, tile's traces), scaled;
 * the forward transform reads it, with rows past nSamples reflected, and the inverse writes its first nSamples rows.
 */
export interface StepPlan {
  readonly kind: 'staged'
  readonly shape: GatherShape
  /** What it was made for. */
  readonly limits: GpuLimits
  readonly nRows: number
  readonly tiles: readonly PlannedTile[]
  readonly buffers: readonly PlannedBuffer[]
  /** Null where a run leaves no findings. */
  readonly findings: PlannedFindings | null
}

/**
 * Of what lies in the kept buffers of a tile, which depends on the samples: found by the inverse, and read back, so that
 * later runs of it record less.
 */
export interface PlannedFindings {
  /** 32-bit words for each tile. */
  readonly nWords: number
  /**
   * How far down findings of a run of the step go, and how far down it wants those of an earlier one; null where it leaves
   * none, and has no use for any.
   */
  readonly reach: AnalysisReach | null
}

/** What a process records with, for one tile. */
export interface TileRecording {
  readonly shape: GatherShape
  readonly limits: GpuLimits
  readonly recorder: PassRecorder
  /** Traces of the tile with its halo: the width of every buffer. */
  readonly nTraces: number
  /** As written by gather/survey.wgsl. */
  readonly survey: BufferSlice
  /** Where the inverse leaves its findings; null where it leaves none. */
  readonly findings: BufferSlice | null
  /** What an earlier run has left there; null where there is nothing that serves the step. */
  readonly found: Uint32Array | null
  /** A planned buffer, by name. */
  buffer(name: string): BufferSlice
  table(table: ConstantTable): BufferSlice
}

/**
 * One step on one shape of gather straight from samples to samples, as data: a kernel has whole traces in workgroup
 * memory, and nothing in between goes to memory. So nothing is kept: a new threshold is a run as before.
 */
export interface FusedPlan {
  readonly kind: 'fused'
  readonly shape: GatherShape
  readonly limits: GpuLimits
  readonly tiles: readonly PlannedTile[]
  /** Whether gather/survey.wgsl must have run; if not, the kernel counts bad samples and finds scales by itself. */
  readonly needsSurvey: boolean
  /** What one kernel leaves for the next, if there are several; none is kept. */
  readonly buffers: readonly PlannedBuffer[]
}

/** Traces that lie in a buffer of samples, `width` traces wide, from trace `offset` of it on. */
export interface TraceSlice {
  readonly slice: BufferSlice
  readonly width: number
  readonly offset: number
}

/** What a process records a fused step with, for one tile. */
export interface FusedRecording {
  readonly plan: FusedPlan
  readonly tile: PlannedTile
  readonly recorder: PassRecorder
  /** From tile.haloStartTrace to tile.haloEndTrace, as they are in the gather. */
  readonly before: TraceSlice
  /** From tile.startTrace to tile.endTrace. */
  readonly after: TraceSlice
  readonly survey: BufferSlice
  /** Bad samples of `before` are to be counted into the survey. */
  readonly countsBad: boolean
  /** A planned buffer, by name, as wide as the tile with its halo. */
  buffer(name: string): BufferSlice
  table(table: ConstantTable): BufferSlice
}

export interface FusedProcess {
  /** null where the step exceeds the adapter's workgroup memory, or has no fused kernel. */
  plan(shape: GatherShape, step: RecipeStep, limits: GpuLimits): FusedPlan | null
  kernels(plan: FusedPlan, step: RecipeStep): readonly KernelSpec[]
  record(recording: FusedRecording, step: RecipeStep): void
}

/** How a process computes on the GPU. It records, and never submits. */
export type GpuProcess = SpanGpuProcess | GatherGpuProcess

/** Each tile of traces by itself. */
export interface SpanGpuProcess {
  /** Taken wherever its plan fits. */
  readonly fused: FusedProcess
  /** For all the rest: any length, any workgroup memory. */
  readonly staged: StagedProcess
}

/** A step as a forward and an inverse transform by many small kernels, with everything in between in memory. */
export interface StagedProcess {
  /** Sizes and tiles. Throws `gpu` when one trace with its halo exceeds the limits. */
  plan(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan
  /** The kernels that the two recordings will ask for. */
  kernels(plan: StepPlan, step: RecipeStep): readonly KernelSpec[]
  /** `samples` -> the kept buffers. Depends on no key that the definition lists in `thresholdKeys`. */
  recordForward(tile: TileRecording, step: RecipeStep): void
  /** The kept buffers -> `samples`. */
  recordInverse(tile: TileRecording, step: RecipeStep): void
}

/**
 * One step that must know the whole gather, on one shape of gather, as data: what is found in all tiles of traces goes
 * into what is done with each.
 */
export interface GatherPlan {
  readonly kind: 'gather'
  readonly shape: GatherShape
  /** What it was made for. */
  readonly limits: GpuLimits
  readonly tiles: readonly PlannedTile[]
  /** Those of a tile: all tiles use the same ones, one after the other. They are only kept where there is but one tile. */
  readonly buffers: readonly PlannedBuffer[]
  readonly gatherBuffers: readonly GatherBuffer[]
  /** Samples of the gather that one tile leaves for others, by name. */
  readonly planes: readonly string[]
}

/** What is known of the gather as a whole. */
export interface GatherBuffer {
  readonly name: string
  readonly bytes: number
  readonly isKept: boolean
}

/** What a process records a step of the whole gather with. */
export interface GatherRecording {
  readonly plan: GatherPlan
  readonly headers: TraceHeaders
  readonly recorder: PassRecorder
  /** As written by gather/survey.wgsl. */
  readonly survey: BufferSlice
  /** Where the step leaves its figures; null where it has none. */
  readonly figures: BufferSlice | null
  /** A buffer of the gather, by name. */
  buffer(name: string): BufferSlice
  /** A buffer of a tile, by name, as wide as the tile with its halo. */
  tileBuffer(tile: PlannedTile, name: string): BufferSlice
  /**
   * Samples of a tile with its halo from `input`, finite and scaled, or from a plane, into a buffer of the tile; rows past
   * nSamples, where `nRows` are more, reflected.
   */
  take(plane: string, tile: PlannedTile, name: string, nRows?: number): void
  /** Samples of a tile without its halo from a buffer of the tile into a plane, or into `output`, scaled back. */
  put(tile: PlannedTile, name: string, plane: string): void
  table(table: ConstantTable): BufferSlice
}

/** What a step finds out about a gather on the GPU. */
export interface GpuFigures {
  /** How many numbers it leaves. */
  readonly nValues: number
  /** Figures from them; `unit`: of the samples that the step has seen, in that of the gather. */
  read(values: Float32Array, unit: number): GatherFigures
}

/** A step by passes over the whole gather. */
export interface GatherGpuProcess {
  /** Whether there are kernels for a step; for all where it is left out. */
  computes?(step: RecipeStep): boolean
  /** What a step finds out, if anything. */
  figures?(step: RecipeStep): GpuFigures | null
  /** Sizes and tiles. Throws `gpu` when a trace with its halo exceeds the limits. */
  plan(shape: GatherShape, step: RecipeStep, limits: GpuLimits): GatherPlan
  kernels(plan: GatherPlan, step: RecipeStep): readonly KernelSpec[]
  /** `input` -> the kept buffers. Depends on no key that the definition lists in `thresholdKeys`. */
  recordForward(recording: GatherRecording, step: RecipeStep): void
  /** The kept buffers and, where there are several tiles, `input` -> `output`. */
  recordInverse(recording: GatherRecording, step: RecipeStep): void
}
