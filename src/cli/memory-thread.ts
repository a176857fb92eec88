import { Worker } from 'node:worker_threads'
import { SeisError } from '../core/errors.ts'

/** Copies kept to be used again. */
const MOST_FREE = 4

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (reason: unknown) => void
}

/** A thread that does something with bytes, one order after the other, in memory shared with this thread. */
export class MemoryThread<Order, Answer> {
  readonly #thread: Worker
  readonly #waiting: Waiting<Answer>[] = []
  readonly #free: SharedArrayBuffer[] = []
  #failure: SeisError | null = null

  /** `script` (CommonJS) gets messages { memory, bytes, order } and posts an answer to each, in their order. */
  constructor(script: string) {
    this.#thread = new Worker(script, { eval: true })
    this.#thread.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer))
    const fail = (cause: unknown): void => {
      this.#failure ??= new SeisError('internal', 'The thread that reads and writes files ended', { cause })
      for (const { reject } of this.#waiting.splice(0)) reject(this.#failure)
    }
    this.#thread.on('error', fail)
    this.#thread.on('exit', fail)
  }

  /** It has ended: whatever is asked of it is rejected. */
  get isLost(): boolean {
    return this.#failure !== null
  }

  /** Orders without an answer. */
  get nAsked(): number {
    return this.#waiting.length
  }

  /** Takes a copy of the bytes before it returns. Rejects with internal when the thread has ended. */
  async ask(data: Uint8Array<ArrayBuffer>, order: Order): Promise<Answer> {
    const { byteLength: bytes } = data
    const known = this.#free.findIndex((memory) => memory.byteLength >= bytes)
    const memory = known < 0 ? new SharedArrayBuffer(bytes) : this.#free.splice(known, 1)[0]!
    new Uint8Array(memory).set(data)
    const answer = await this.#answerTo({ memory, bytes, order })
    if (this.#free.push(memory) > MOST_FREE) this.#free.shift()
    return answer
  }

  async close(): Promise<void> {
    await this.#thread.terminate()
  }

  #answerTo(message: { readonly memory: SharedArrayBuffer; readonly bytes: number; readonly order: Order }) {
    return new Promise<Answer>((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure)
      this.#waiting.push({ resolve, reject })
      this.#thread.postMessage(message)
    })
  }
}
