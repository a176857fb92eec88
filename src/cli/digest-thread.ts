import type { Digest } from '../data/output/digest.ts'
import { MemoryThread } from './memory-thread.ts'

/** Node's own digest of a page (crypto.subtle) makes new memory for every copy, which takes as long as hashing it. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads')
const { createHash } = require('node:crypto')
parentPort.on('message', ({ memory, bytes }) => {
  parentPort.postMessage(createHash('sha256').update(new Uint8Array(memory, 0, bytes)).digest('hex'))
})`

/** Digests one file after the other in a thread of its own. */
export class DigestThread {
  readonly #thread = new MemoryThread<null, string>(SCRIPT)

  readonly digest: Digest = async (bytes) => ({
    bytes: bytes.byteLength,
    sha256: await this.#thread.ask(bytes, null),
  })

  close(): Promise<void> {
    return this.#thread.close()
  }
}
