/**
 * Local Fourier transforms across traces. The cells of a frame of the STFT - (trace, bin), bins side by side - are taken
 * in patches of `width` neighbouring traces, width / 4 apart, under a sine window: with the window along time, patches of
 * the local f-k transform. Beyond the gather traces are reflected. Patches begin at multiples of the hop from -width / 2
 * on, so that they are the same however a gather is cut into spans.
 */
import { reflectedIndex } from './extension.ts'
import { type LaneFft, type LanePair, laneFft, laneFftBytes } from './lane-fft.ts'
import type { SimdHeap } from './simd-heap.ts'
import { sineWindow } from './windows.ts'

/** Frames of a span of traces, frame after frame. */
export interface FramePlane extends LanePair {
  readonly nBins: number
  /** First trace, and how many. */
  readonly startTrace: number
  readonly width: number
}

/** Patches that are transformed in one go. */
const GROUP = 8

/** Bytes of heap that a plan takes. */
export function lateralPatchesBytes(width: number, nBins: number): number {
  return laneFftBytes(width, GROUP * lanesOf(nBins))
}

function lanesOf(nBins: number): number {
  return nBins + (nBins % 2)
}

export class LateralPatches {
  readonly width: number
  readonly hop: number
  readonly nTraces: number
  readonly nBins: number
  /** Lanes of a patch: the bins, and one of zeros where they are odd. */
  readonly nLanes: number
  /** Cell (wavenumber m, patch g of the group, bin) at (m nPatches + g) nLanes + bin. */
  readonly cells: LanePair
  readonly #fft: LaneFft
  readonly #powers: Float64Array
  readonly #window: Float64Array
  /** 1 / the sum of squared windows over a trace. */
  readonly #weights: Float64Array

  constructor(heap: SimdHeap, { width, nBins, nTraces }: { width: number; nBins: number; nTraces: number }) {
    this.width = width
    this.hop = width / 4
    this.nTraces = nTraces
    this.nBins = nBins
    this.nLanes = lanesOf(nBins)
    this.#fft = laneFft(width, GROUP * this.nLanes, heap)
    this.cells = this.#fft
    this.#powers = new Float64Array(this.#fft.re.length)
    this.#window = sineWindow(width)
    this.#weights = lateralWeights(nTraces, width)
  }

  /** Patches that lie, in part, on traces [startTrace, endTrace). */
  groupsOf(startTrace: number, endTrace: number): readonly PatchGroup[] {
    const first = Math.max(0, Math.floor((startTrace - this.width / 2) / this.hop) + 1)
    return inGroups(first, Math.min(this.#nPatches, Math.ceil((endTrace + this.width / 2) / this.hop)))
  }

  /** Patches whose middle lies on traces [startTrace, endTrace): each in one span of a gather. */
  groupsCentredOn(startTrace: number, endTrace: number): readonly PatchGroup[] {
    const isLast = endTrace === this.nTraces
    return inGroups(Math.ceil(startTrace / this.hop), isLast ? this.#nPatches : Math.ceil(endTrace / this.hop))
  }

  /** How far a trace is from those that share a patch with it, at most. */
  get reach(): number {
    return this.width - 1
  }

  /** Fills `cells` from a frame of the plane. */
  forward(plane: FramePlane, frame: number, { patch, nPatches }: PatchGroup): void {
    const { width, nLanes, nBins } = this
    const { re, im } = this.cells
    for (let m = 0; m < width; m++) {
      const w = this.#window[m]!
      for (let g = 0; g < nPatches; g++) {
        const trace = reflectedIndex(this.#traceOf(patch + g, m), this.nTraces)
        const from = (frame * plane.width + trace - plane.startTrace) * nBins
        const to = (m * nPatches + g) * nLanes
        for (let bin = 0; bin < nBins; bin++) {
          re[to + bin] = w * plane.re[from + bin]!
          im[to + bin] = w * plane.im[from + bin]!
        }
        for (let bin = nBins; bin < nLanes; bin++) {
          re[to + bin] = 0
          im[to + bin] = 0
        }
      }
    }
    this.#fft.forward(nPatches * nLanes)
  }

  /** Rows of nLanes cells that a group takes. */
  rowsOf({ nPatches }: PatchGroup): number {
    return nPatches * this.width
  }

  /** The power of each of `cells`. */
  energies(group: PatchGroup): Float64Array {
    const { re, im } = this.cells
    const end = this.rowsOf(group) * this.nLanes
    for (let at = 0; at < end; at++) this.#powers[at] = re[at]! ** 2 + im[at]! ** 2
    return this.#powers
  }

  /** Adds what `cells` give, under window and weights, to a frame of the plane: all added up, the inverse of `forward`. */
  addInverse(plane: FramePlane, frame: number, { patch, nPatches }: PatchGroup): void {
    const { width, nLanes, nBins } = this
    const { re, im } = this.cells
    this.#fft.inverse(nPatches * nLanes)
    for (let m = 0; m < width; m++) {
      for (let g = 0; g < nPatches; g++) {
        const trace = this.#traceOf(patch + g, m)
        const local = trace - plane.startTrace
        if (local < 0 || local >= plane.width) continue
        const w = (this.#window[m]! * this.#weights[trace]!) / width
        const from = (m * nPatches + g) * nLanes
        const to = (frame * plane.width + local) * nBins
        for (let bin = 0; bin < nBins; bin++) {
          plane.re[to + bin] = plane.re[to + bin]! + w * re[from + bin]!
          plane.im[to + bin] = plane.im[to + bin]! + w * im[from + bin]!
        }
      }
    }
  }

  get #nPatches(): number {
    return lateralPatchCount(this.nTraces, this.width)
  }

  #traceOf(patch: number, m: number): number {
    return patch * this.hop - this.width / 2 + m
  }
}

/** Patches over `nTraces` traces: the first is centred on trace 0, the last on the last or the first beyond. */
export function lateralPatchCount(nTraces: number, width: number): number {
  return Math.ceil((4 * nTraces) / width) + 1
}

/** Of each trace 1 / the sum over patches of the squared window. */
export function lateralWeights(nTraces: number, width: number): Float64Array {
  const window = sineWindow(width)
  const sums = new Float64Array(nTraces)
  for (let patch = 0; patch < lateralPatchCount(nTraces, width); patch++) {
    window.forEach((w, m) => {
      const trace = (patch * width) / 4 - width / 2 + m
      if (trace >= 0 && trace < nTraces) sums[trace]! += w * w
    })
  }
  return sums.map((sum) => 1 / sum)
}

function inGroups(first: number, end: number): readonly PatchGroup[] {
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / GROUP)) }, (_, i) => ({
    patch: first + i * GROUP,
    nPatches: Math.min(GROUP, end - first - i * GROUP),
  }))
}

/** Neighbouring patches, from number `patch` on. */
export interface PatchGroup {
  readonly patch: number
  readonly nPatches: number
}
