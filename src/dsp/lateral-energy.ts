/**
 * Frames of the STFT seen with their neighbours: the cells of a trace are its own, and each is judged by the mean power of
 * the same cell over the traces around it. The aperture, odd, has fewer of them at the ends of a gather; dead traces do
 * not count.
 */
import type { LanePair } from './lane-fft.ts'
import type { FramePlane, PatchGroup } from './lateral-patches.ts'

/** Traces that are taken in one go. */
const GROUP = 8

export class LateralEnergy {
  readonly cells: LanePair
  readonly nLanes: number
  readonly #half: number
  readonly #isLive: (trace: number) => boolean
  readonly #nTraces: number
  readonly #energies: Float64Array
  /** What `forward` took last. */
  #plane: FramePlane | undefined
  #frame = 0

  constructor({ aperture, nBins, nTraces, isLive }: LateralEnergyShape) {
    this.nLanes = nBins
    this.#half = (aperture - 1) / 2
    this.#nTraces = nTraces
    this.#isLive = isLive
    this.cells = { re: new Float64Array(GROUP * nBins), im: new Float64Array(GROUP * nBins) }
    this.#energies = new Float64Array(GROUP * nBins)
  }

  groupsOf(startTrace: number, endTrace: number): readonly PatchGroup[] {
    return Array.from({ length: Math.ceil((endTrace - startTrace) / GROUP) }, (_, i) => ({
      patch: startTrace + i * GROUP,
      nPatches: Math.min(GROUP, endTrace - startTrace - i * GROUP),
    }))
  }

  groupsCentredOn(startTrace: number, endTrace: number): readonly PatchGroup[] {
    return this.groupsOf(startTrace, endTrace)
  }

  rowsOf({ nPatches }: PatchGroup): number {
    return nPatches
  }

  forward(plane: FramePlane, frame: number, group: PatchGroup): void {
    const from = this.#startOf(plane, frame, group.patch)
    const end = from + group.nPatches * this.nLanes
    this.cells.re.set(plane.re.subarray(from, end))
    this.cells.im.set(plane.im.subarray(from, end))
    this.#plane = plane
    this.#frame = frame
  }

  energies({ patch, nPatches }: PatchGroup): Float64Array {
    this.#energies.fill(0)
    for (let i = 0; i < nPatches; i++) this.#addMean(this.#plane!, patch + i, i * this.nLanes)
    return this.#energies
  }

  addInverse(plane: FramePlane, frame: number, { patch, nPatches }: PatchGroup): void {
    const { re, im } = this.cells
    const to = this.#startOf(plane, frame, patch)
    for (let at = 0; at < nPatches * this.nLanes; at++) {
      plane.re[to + at] = plane.re[to + at]! + re[at]!
      plane.im[to + at] = plane.im[to + at]! + im[at]!
    }
  }

  /** Adds the mean powers over the traces around `trace` to the energies from `to` on. */
  #addMean(plane: FramePlane, trace: number, to: number): void {
    const { nLanes } = this
    let nLive = 0
    const end = Math.min(this.#nTraces, trace + this.#half + 1)
    for (let t = Math.max(0, trace - this.#half); t < end; t++) {
      if (!this.#isLive(t)) continue
      nLive++
      const from = this.#startOf(plane, this.#frame, t)
      for (let bin = 0; bin < nLanes; bin++) {
        this.#energies[to + bin]! += plane.re[from + bin]! ** 2 + plane.im[from + bin]! ** 2
      }
    }
    if (nLive > 1) for (let bin = 0; bin < nLanes; bin++) this.#energies[to + bin]! /= nLive
  }

  #startOf(plane: FramePlane, frame: number, trace: number): number {
    return (frame * plane.width + trace - plane.startTrace) * this.nLanes
  }
}

export interface LateralEnergyShape {
  readonly aperture: number
  readonly nBins: number
  readonly nTraces: number
  readonly isLive: (trace: number) => boolean
}
