/**
 * Runs an asynchronous job for the newest request only: while one is in hand, later requests replace each other,
 * and the last of them runs next. So a slider in motion always shows the latest value that could be computed.
 */
export class NewestWins<Request> {
  readonly #job: (request: Request) => Promise<void>
  #waiting: { readonly request: Request } | null = null
  #running: Promise<void> | null = null

  constructor(job: (request: Request) => Promise<void>) {
    this.#job = job
  }

  request(request: Request): void {
    this.#waiting = { request }
    this.#running ??= this.#run()
  }

  get isAnyWaiting(): boolean {
    return this.#waiting !== null
  }

  /** Forgets what waits; what is in hand goes on. */
  forget(): void {
    this.#waiting = null
  }

  /** Resolves when nothing is in hand or waiting. */
  async settled(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    try {
      while (this.#waiting) {
        const { request } = this.#waiting
        this.#waiting = null
        await this.#job(request)
      }
    } finally {
      this.#running = null
    }
  }
}
