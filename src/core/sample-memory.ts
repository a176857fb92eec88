/** More than are ever in flight would only hold memory. */
const MOST = 4

/**
 * Memory of samples that nobody reads any more, for the next ones: of a gather of 20 MB, making the pages anew takes
 * longer than writing to them.
 */
export class SampleMemory {
  readonly #free: ArrayBuffer[] = []

  /** `length` samples of any value. isFresh: nothing was ever written there. */
  take(length: number): { readonly samples: Float32Array<ArrayBuffer>; readonly isFresh: boolean } {
    const known = this.#free.findIndex(({ byteLength }) => byteLength >= 4 * length && byteLength <= 8 * length)
    if (known < 0) return { samples: new Float32Array(length), isFresh: true }
    return { samples: new Float32Array(this.#free.splice(known, 1)[0]!, 0, length), isFresh: false }
  }

  give({ buffer }: Float32Array<ArrayBuffer>): void {
    this.#free.push(buffer)
    if (this.#free.length > MOST) this.#free.shift()
  }
}
