import { SeisError } from '../core/errors.ts'
import type { TraceRows } from '../core/gather.ts'

/** Gathers in memory that threads share, used again and again: a call takes what it needs and gives it back. */
export class SharedMemory {
  readonly #free: SharedArrayBuffer[] = []

  /** Samples of any value. Throws `unsupported` where a page may not share memory. */
  take(nSamples: number, nTraces: number): TraceRows {
    const nBytes = 4 * nSamples * nTraces
    const known = this.#free.findIndex((buffer) => buffer.byteLength >= nBytes && buffer.byteLength <= 2 * nBytes)
    const buffer = known >= 0 ? this.#free.splice(known, 1)[0]! : allocate(nBytes)
    return { nSamples, nTraces, samples: new Float32Array(buffer, 0, nSamples * nTraces) }
  }

  /** What does not fit the next gather is dropped then. */
  give({ samples }: TraceRows): void {
    const buffer = samples.buffer as SharedArrayBuffer
    const others = this.#free.filter((other) => other.byteLength === buffer.byteLength)
    this.#free.splice(0, this.#free.length, ...others, buffer)
  }
}

function allocate(nBytes: number): SharedArrayBuffer {
  if (typeof SharedArrayBuffer === 'undefined') {
    throw new SeisError('unsupported', 'The CPU engine needs memory that threads share, which this page may not use', {
      todo: 'serve the page with the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy, as npm start does',
    })
  }
  return new SharedArrayBuffer(nBytes)
}
