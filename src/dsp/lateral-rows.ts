import type { SimdHeap } from './simd-heap.ts'

/** Fewer traces than this on a side, if there are any, are taken only where the gather ends. */
const LEAST_HALF = 2

/**
 * The traces [start, end) by which a trace is judged. Near the ends of a gather the aperture, odd, shrinks from both sides,
 * so that a level which rises or an event which dips is not read too low or too late; but it keeps two traces on the inner
 * side, so that a bad trace at the end is outvoted.
 */
export function lateralAperture(
  trace: number,
  nTraces: number,
  aperture: number,
): { readonly start: number; readonly end: number } {
  const half = (aperture - 1) / 2
  const toEnd = Math.min(trace, nTraces - 1 - trace)
  const reach = Math.min(half, Math.max(LEAST_HALF, toEnd))
  return { start: Math.max(0, trace - reach), end: Math.min(nTraces, trace + reach + 1) }
}

/**
 * Rows of numbers of each trace in a ring as wide as an aperture, and medians across traces, dead ones left out. Traces are
 * taken in order; the rows of a trace are found once.
 */
export class LateralRows {
  readonly #heap: SimdHeap
  readonly #slots: readonly LateralSlot[]
  readonly #addresses: Int32Array
  readonly #unused: Float64Array
  readonly #nSamples: number
  readonly #aperture: number
  #nTraces = 0
  #nextTrace = 0

  /** Values of heap that it takes. */
  static floats(nSamples: number, nRows: number, aperture: number): number {
    return (aperture * nRows + 1) * (nSamples + 4) + aperture + 4
  }

  constructor(heap: SimdHeap, nSamples: number, nRows: number, aperture: number) {
    this.#heap = heap
    this.#nSamples = nSamples
    this.#aperture = aperture
    this.#slots = Array.from({ length: aperture }, () => ({
      rows: Array.from({ length: nRows }, () => heap.floats(nSamples)),
      isLive: false,
    }))
    this.#addresses = heap.ints(aperture)
    this.#unused = heap.floats(nSamples)
  }

  /** Trace startTrace is the first that will be moved to. */
  start(startTrace: number, nTraces: number): void {
    this.#nTraces = nTraces
    this.#nextTrace = lateralAperture(startTrace, nTraces, this.#aperture).start
  }

  /** Has all rows around a trace there, those that are not found in order: `find` fills them and says whether it is live. */
  moveTo(trace: number, find: (trace: number, rows: readonly Float64Array[]) => boolean): LateralSlot {
    const { end } = lateralAperture(trace, this.#nTraces, this.#aperture)
    for (; this.#nextTrace < end; this.#nextTrace++) {
      const slot = this.#slotOf(this.#nextTrace)
      slot.isLive = find(this.#nextTrace, slot.rows)
    }
    return this.#slotOf(trace)
  }

  /**
   * The median of a row over an aperture, as wide as the ring or less, around a trace that was moved to; in the heap. The
   * median of an even count is the mean of the middle two; zeros where no trace is live.
   */
  median(row: number, trace: number, aperture: number, target: Float64Array): void {
    const { start, end } = lateralAperture(trace, this.#nTraces, aperture)
    let nLive = 0
    for (let t = start; t < end; t++) {
      const { isLive, rows } = this.#slotOf(t)
      if (isLive) this.#addresses[nLive++] = rows[row]!.byteOffset
    }
    if (nLive === 0) {
      target.fill(0)
      return
    }
    const { loops } = this.#heap
    loops.medianMad(this.#addresses.byteOffset, nLive, this.#nSamples, target.byteOffset, this.#unused.byteOffset)
  }

  #slotOf(trace: number): LateralSlot {
    return this.#slots[trace % this.#slots.length]!
  }
}

/** A trace's rows; they are overwritten when the aperture has gone by. */
export interface LateralSlot {
  readonly rows: readonly Float64Array[]
  isLive: boolean
}
