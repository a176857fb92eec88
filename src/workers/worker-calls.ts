import * as Comlink from 'comlink'
import { SeisError, throwIfAborted } from '../core/errors.ts'
import { installTransferHandlers, releaseSignal } from './transfer.ts'

/** What is needed of a Worker. */
export type CalledWorker = Comlink.Endpoint & Pick<Worker, 'terminate'>

/**
 * Calls to the object that a worker exposes. Unlike bare comlink a call ends when the worker fails or is terminated,
 * and a signal that outlives the call leaves nothing behind.
 */
export class WorkerCalls<Api> {
  readonly #worker: CalledWorker
  readonly #remote: Comlink.Remote<Api>
  readonly #title: string
  readonly #todo: string
  readonly #pending = new Set<(error: SeisError) => void>()
  #failure: SeisError | undefined

  /** `title` and `todo` make the words of a failure: what failed, and what the user can do then. */
  constructor(worker: CalledWorker, title: string, todo = 'open the dataset again') {
    installTransferHandlers()
    this.#worker = worker
    this.#title = title
    this.#todo = todo
    this.#remote = Comlink.wrap<Api>(worker)
    worker.addEventListener('error', (event) => this.#fail(reasonOf(event)))
    worker.addEventListener('messageerror', () => this.#fail('a message could not be read'))
  }

  /** Calls under way. */
  get nPending(): number {
    return this.#pending.size
  }

  /** Runs `task` with the remote object and a signal of this call alone, which fires when `signal` does. */
  async call<Result>(
    task: (remote: Comlink.Remote<Api>, signal: AbortSignal) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    throwIfAborted(signal)
    if (this.#failure !== undefined) throw this.#failure
    const own = new AbortController()
    const abort = () => own.abort()
    signal?.addEventListener('abort', abort, { once: true })
    let reject: (error: SeisError) => void = () => {}
    try {
      return await new Promise<Result>((resolve, rejectCall) => {
        reject = rejectCall
        this.#pending.add(reject)
        task(this.#remote, own.signal).then(resolve, rejectCall)
      })
    } finally {
      this.#pending.delete(reject)
      signal?.removeEventListener('abort', abort)
      releaseSignal(own.signal)
    }
  }

  terminate(): void {
    this.#worker.terminate()
    this.#end(new SeisError('cancelled', `${this.#title} was ended`))
  }

  #fail(reason: string): void {
    this.#worker.terminate()
    this.#end(new SeisError('internal', `${this.#title} failed: ${reason}`, { todo: this.#todo }))
  }

  #end(failure: SeisError): void {
    this.#failure ??= failure
    for (const reject of this.#pending) reject(this.#failure)
    this.#pending.clear()
  }
}

function reasonOf(event: Event): string {
  const message: unknown = 'message' in event ? event.message : ''
  return typeof message === 'string' && message !== '' ? message : 'it could not be loaded'
}
