import type { BufferSlice } from '../gpu/recorder.ts'
import type { AnalysisReach } from '../processes/analysis-reach.ts'

/** What the last run of a kept tile has found out, and how far down it goes. */
export class TileFindings {
  readonly slice: BufferSlice
  #reach = Number.POSITIVE_INFINITY
  #words: Uint32Array | null = null

  constructor(slice: BufferSlice) {
    this.slice = slice
  }

  /** For a run that wants findings down to `wanted`; null when there are none, or they are still on their way. */
  serving({ wanted }: AnalysisReach): Uint32Array | null {
    return this.#reach <= wanted ? this.#words : null
  }

  /** A run that goes down to `kept` finds them anew; the function takes what it has left in `slice`. */
  renew({ kept }: AnalysisReach): (words: Uint32Array) => void {
    this.#reach = kept
    this.#words = null
    return (words) => {
      if (this.#reach === kept) this.#words = words
    }
  }
}
