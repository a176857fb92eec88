import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherRecording, PlannedTile } from '../gpu-process.ts'
import type { Frames } from './gpu-frames.ts'

/** How the frames of neighbouring traces are seen together: LateralPart on the GPU. */
export interface GpuLateralPart {
  /** How far from a trace are those that matter to it, rounded up to even. */
  haloTraces(lateralTraces: number): number
  /** Tiles begin at multiples of so many traces. */
  tileStep(lateralTraces: number): number
  kernels(lateralTraces: number): Readonly<Record<'powers' | 'keep' | 'filter', KernelSpec>>
  /** Adds the powers of `cells` of a tile to the gather's `counts`. */
  recordPowers(recording: GatherRecording, tile: PlannedTile, view: GpuLateralView): void
  /** First stage, on the traces of a tile: `cells` above k times the noise -> `kept`. */
  recordKeep(recording: GatherRecording, tile: PlannedTile, view: GpuLateralView, noise: BufferSlice, k: number): void
  /** Second stage: `cells`, by those of the first stage's result `estimated` -> `kept`. */
  recordFilter(recording: GatherRecording, tile: PlannedTile, view: GpuLateralView, noise: BufferSlice): void
}

/** Cells of frames, and with how many neighbours they are seen. */
export interface GpuLateralView {
  readonly lateralTraces: number
  readonly frames: Frames
}
