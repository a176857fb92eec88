/** A second place for the lines of journals, should the files in the folder be lost. It may fail, hang, or forget a run. */
export interface JournalCopy {
  /** All that is kept of a run, oldest first. */
  read(run: string): Promise<readonly string[]>
  add(run: string, lines: readonly string[]): Promise<void>
  remove(run: string): Promise<void>
}

const LONGEST_WAIT_MS = 2000

/** The copy of one run's journal. Nothing here fails, and nothing holds a batch for longer than it is worth. */
export class RunCopy {
  readonly #copy: JournalCopy | undefined
  readonly #run: string
  #inHand: Promise<unknown> = Promise.resolve()

  /** Without a `copy` it holds nothing. A run is known by its job and its start. */
  constructor(copy: JournalCopy | undefined, identity: string, startedAt: string) {
    this.#copy = copy
    this.#run = `${startedAt} ${identity}`
  }

  async read(): Promise<readonly string[]> {
    const reading = this.#copy?.read(this.#run).catch(() => [])
    return (await within(LONGEST_WAIT_MS, reading)) ?? []
  }

  /** Does not wait for it. */
  add(lines: readonly string[]): void {
    this.#next((copy) => copy.add(this.#run, lines))
  }

  /** What was added is kept, or will not be. */
  async settled(): Promise<void> {
    await within(LONGEST_WAIT_MS, this.#inHand)
  }

  async remove(): Promise<void> {
    this.#next((copy) => copy.remove(this.#run))
    await this.settled()
  }

  #next(task: (copy: JournalCopy) => Promise<void>): void {
    const copy = this.#copy
    if (copy !== undefined) this.#inHand = this.#inHand.then(() => task(copy)).catch(() => undefined)
  }
}

/** Undefined when it takes longer. */
async function within<T>(ms: number, task: Promise<T> | undefined): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  return Promise.race([task, limit]).finally(() => clearTimeout(timer))
}
