import type { RecipeStep } from '../core/recipe.ts'
import type { ConstantTable } from '../gpu/constant-tables.ts'
import type { KernelSpec } from '../gpu/kernel.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'

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
  readonly workgroupsPerDimension: number
  /** Memory that the threads of a workgroup share. */
  readonly workgroupBytes: number
  readonly hasSubgroups: boolean
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
  readonly shape: GatherShape
  /** What it was made for. */
  readonly limits: GpuLimits
  readonly nRows: number
  readonly tiles: readonly PlannedTile[]
  readonly buffers: readonly PlannedBuffer[]
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
  /** A planned buffer, by name. */
  buffer(name: string): BufferSlice
  table(table: ConstantTable): BufferSlice
}

/** How a process computes on the GPU. It records, and never submits. */
export interface GpuProcess {
  /** Sizes and tiles. Throws `gpu` when one trace with its halo exceeds the limits. */
  plan(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan
  /** The kernels that the two recordings will ask for. */
  kernels(plan: StepPlan, step: RecipeStep): readonly KernelSpec[]
  /** `samples` -> the kept buffers. Depends on no key that the definition lists in `thresholdKeys`. */
  recordForward(tile: TileRecording, step: RecipeStep): void
  /** The kept buffers -> `samples`. */
  recordInverse(tile: TileRecording, step: RecipeStep): void
}
