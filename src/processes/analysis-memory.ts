import type { AnalysisMemory } from './process.ts'

/** Fresh memory, for an analysis that outlives the next one. */
export const KEPT_MEMORY: AnalysisMemory = {
  isKept: true,
  take: (length) => new Float64Array(length),
}

/** Memory that is handed out again after each `reset`: the n-th array to whoever takes the n-th. */
export class ReusedMemory implements AnalysisMemory {
  readonly isKept = false
  readonly #arrays: Float64Array[] = []
  #nTaken = 0

  take(length: number): Float64Array {
    const index = this.#nTaken++
    const known = this.#arrays[index]
    if (known !== undefined && known.length >= length) return known.subarray(0, length)
    const array = new Float64Array(length)
    this.#arrays[index] = array
    return array
  }

  reset(): void {
    this.#nTaken = 0
  }
}
