import type { LanePair } from '../../dsp/lane-fft.ts'
import type { FramePlane, PatchGroup } from '../../dsp/lateral-patches.ts'

/** How the frames of neighbouring traces are seen together. */
export interface LateralPart {
  /** Begins the names of the passes. */
  readonly name: string
  /** Which part of the powers is taken for noise alone. */
  readonly noiseQuantile: number
  /** How far from a trace are those that matter to it. */
  reach(lateralTraces: number): number
  /** Power of a cell by that of the frames that it is made of, of noise that is independent from trace to trace. */
  noiseGain(lateralTraces: number): number
  /** The cells of a gather whose traces are balanced by `factors`, 0 for the dead. */
  cellsOf(shape: LateralShape, factors: Float64Array): LateralCells
}

export interface CellShape {
  readonly windowSamples: number
  readonly lateralTraces: number
}

export interface LateralShape extends CellShape {
  readonly nTraces: number
}

/** Cells of frames in groups, such that all groups, transformed and transformed back, add up to the frames again. */
export interface LateralCells {
  /** Rows of nLanes numbers, of which the first nBins are the bins. */
  readonly cells: LanePair
  readonly nLanes: number
  /** Groups that traces [startTrace, endTrace) are made of, in part. */
  groupsOf(startTrace: number, endTrace: number): readonly PatchGroup[]
  /** Groups such that spans that cover a gather have each once. */
  groupsCentredOn(startTrace: number, endTrace: number): readonly PatchGroup[]
  rowsOf(group: PatchGroup): number
  /** Fills `cells` from a frame of the plane. */
  forward(plane: FramePlane, frame: number, group: PatchGroup): void
  /** By which each of `cells` is judged, as `forward` has filled them. */
  energies(group: PatchGroup): Float64Array
  /** Adds what `cells` give to a frame of the plane. */
  addInverse(plane: FramePlane, frame: number, group: PatchGroup): void
}
