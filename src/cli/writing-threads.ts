import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { Span } from '../core/busy-spans.ts'
import { SeisError } from '../core/errors.ts'
import { type NodeFolder, systemError } from '../data/folders/node-folder.ts'
import { splitFilePath } from '../data/folders/path.ts'
import { notProven, type ProvenFile, type ProvenWriter } from '../data/output/proven-writer.ts'
import { MemoryThread } from './memory-thread.ts'

/** What the system calls of a file take is too short to be worth a turn of the thread that has all else to do. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads')
const { createHash } = require('node:crypto')
const seconds = () => Number(process.hrtime.bigint()) / 1e9
// Of chunks written in one call, some took 11 to 17 ms of processor time where pieces of this size took 1.6.
const piece = Buffer.alloc(2 ** 19)

/** Bytes of a file if they are others than these, else null. */
function foundInstead(path, bytes) {
  const file = fs.openSync(path, 'r')
  try {
    let at = 0
    for (let n = 1; n > 0; at += n) {
      n = fs.readSync(file, piece, 0, piece.length, at)
      if (n > 0 && Buffer.compare(piece.subarray(0, n), bytes.subarray(at, at + n)) !== 0) return fs.fstatSync(file).size
    }
    return at === bytes.length ? null : at
  } finally {
    fs.closeSync(file)
  }
}

function writeNew(path, bytes) {
  const file = fs.openSync(path, 'wx')
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at, Math.min(piece.length, bytes.length - at))
  } finally {
    fs.closeSync(file)
  }
}

function write(bytes, { folder, temporary, target }) {
  const start = seconds()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const digested = seconds()
  try {
    fs.mkdirSync(folder, { recursive: true })
    writeNew(temporary, bytes)
    fs.renameSync(temporary, target)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
  const foundBytes = foundInstead(target, bytes)
  return { sha256, foundBytes, start, digested, end: seconds() }
}

parentPort.on('message', ({ memory, bytes, order }) => {
  try {
    parentPort.postMessage({ written: write(Buffer.from(memory, 0, bytes), order) })
  } catch ({ code, message }) {
    parentPort.postMessage({ failed: { code, message } })
  }
})`

/** Of one thread: what it works at, and the next, so that it need not wait for it. */
const MOST_ASKED = 2

/** More start only when as many files wait: a slow disk or a share takes several at once, a fast one is busy with one. */
const MOST_THREADS = 4

interface Order {
  readonly folder: string
  /** Beside the target, which it becomes once it is whole. */
  readonly temporary: string
  readonly target: string
}

interface Answer {
  readonly written?: {
    readonly sha256: string
    /** Bytes of the file where it does not read back as it was written. */
    readonly foundBytes: number | null
    /** Seconds by the system's monotonic clock, until it was digested, and until it was written and read. */
    readonly start: number
    readonly digested: number
    readonly end: number
  }
  readonly failed?: { readonly code: string; readonly message: string }
}

type Thread = MemoryThread<Order, Answer>

/** Digest, write and read back files, each in one of a few threads. A thread that died is replaced for the next file. */
export class WritingThreads {
  readonly #script: string
  #threads: readonly Thread[] = []
  readonly #waiting: (() => void)[] = []
  #isClosed = false
  /** From the system's clock to performance.now(); whatever comes between two calls makes it too small. */
  readonly #clockOffset = Math.max(
    ...Array.from({ length: 5 }, () => performance.now() / 1000 - Number(process.hrtime.bigint()) / 1e9),
  )

  /** `prelude` runs in a thread first: a test's bad disk. */
  constructor(prelude = '') {
    this.#script = `const fs = require('node:fs')\n${prelude}\n${SCRIPT}`
    // The first file need not wait for it.
    this.#start()
  }

  writerTo(folder: NodeFolder): ProvenWriter {
    return { write: (path, bytes) => this.#write(folder, path, bytes) }
  }

  /** What is not written yet is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.#threads.map((thread) => thread.close()))
    for (const goOn of this.#waiting.splice(0)) goOn()
  }

  async #write({ root, name }: NodeFolder, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<ProvenFile> {
    const target = join(root, ...splitFilePath(path))
    const folder = dirname(target)
    const order = { folder, temporary: join(folder, `.${randomUUID()}.part`), target }
    const { written, failed } = await this.#ask(bytes, order)
    if (written === undefined) throw systemError(Object.assign(new Error(failed?.message), failed), path)
    const { sha256, foundBytes, start, digested, end } = written
    if (foundBytes !== null) throw notProven(`${name}/${path}`, path, foundBytes, bytes.byteLength)
    const times = { digest: this.#span(start, digested), write: this.#span(digested, end) }
    return { digest: { bytes: bytes.byteLength, sha256 }, times }
  }

  /** The bytes are copied when their turn comes: those that wait need no memory. */
  async #ask(bytes: Uint8Array<ArrayBuffer>, order: Order): Promise<Answer> {
    let thread = this.#freeThread()
    while (thread === null) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
      thread = this.#freeThread()
    }
    return thread.ask(bytes, order).finally(() => this.#waiting.shift()?.())
  }

  #freeThread(): Thread | null {
    if (this.#isClosed) throw new SeisError('internal', 'The threads that write files have ended')
    this.#threads = this.#threads.filter(({ isLost }) => !isLost)
    const free = this.#threads.find(({ nAsked }) => nAsked < MOST_ASKED)
    if (free !== undefined || this.#threads.length === MOST_THREADS) return free ?? null
    return this.#start()
  }

  #start(): Thread {
    const started: Thread = new MemoryThread(this.#script)
    this.#threads = [...this.#threads, started]
    return started
  }

  #span(start: number, end: number): Span {
    return { start: start + this.#clockOffset, end: end + this.#clockOffset }
  }
}
