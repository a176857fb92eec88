import { Worker } from 'node:worker_threads'
import { SeisError } from '../core/errors.ts'
import type { Digest } from '../data/output/digest.ts'

/** Node's own digest of a page (crypto.subtle) makes new memory for every copy, which takes as long as hashing it. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads')
const { createHash } = require('node:crypto')
parentPort.on('message', ({ memory, bytes }) => {
  parentPort.postMessage(createHash('sha256').update(new Uint8Array(memory, 0, bytes)).digest('hex'))
})`

/** Copies kept to be used again. */
const MOST_FREE = 4

interface Waiting {
  readonly resolve: (sha256: string) => void
  readonly reject: (reason: unknown) => void
}

/** Runs a task with a thread that digests what it reads and one for what it writes. */
export async function withDigestThreads<T>(task: (reads: Digest, writes: Digest) => Promise<T>): Promise<T> {
  const [reads, writes] = [new DigestThread(), new DigestThread()]
  try {
    return await task(reads.digest, writes.digest)
  } finally {
    await Promise.all([reads.close(), writes.close()])
  }
}

/** Digests one after the other, in memory shared with this thread. */
class DigestThread {
  readonly #thread = new Worker(SCRIPT, { eval: true })
  readonly #waiting: Waiting[] = []
  readonly #free: SharedArrayBuffer[] = []
  #failure: SeisError | null = null

  constructor() {
    this.#thread.on('message', (sha256: string) => this.#waiting.shift()?.resolve(sha256))
    const fail = (cause: unknown): void => {
      this.#failure ??= new SeisError('internal', 'The thread that digests files ended', { cause })
      for (const { reject } of this.#waiting.splice(0)) reject(this.#failure)
    }
    this.#thread.on('error', fail)
    this.#thread.on('exit', fail)
  }

  readonly digest: Digest = async (bytes) => {
    const { byteLength } = bytes
    const known = this.#free.findIndex((memory) => memory.byteLength >= byteLength)
    const memory = known < 0 ? new SharedArrayBuffer(byteLength) : this.#free.splice(known, 1)[0]!
    new Uint8Array(memory).set(bytes)
    const sha256 = await this.#hash(memory, byteLength)
    if (this.#free.push(memory) > MOST_FREE) this.#free.shift()
    return { bytes: byteLength, sha256 }
  }

  async close(): Promise<void> {
    await this.#thread.terminate()
  }

  #hash(memory: SharedArrayBuffer, bytes: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure)
      this.#waiting.push({ resolve, reject })
      this.#thread.postMessage({ memory, bytes })
    })
  }
}
