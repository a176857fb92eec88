/**
 * Lets so many gathers be ahead of the engine: once they are, the next ones are let in when half of them are used up, so
 * that the disk is asked for several in one go. A small gather counts for a part of one.
 */
export class AheadGate {
  #limit: number
  #nAhead = 0
  #isFilling = true
  #admit: (() => void) | null = null

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Resolves when there is room. One caller at a time. */
  async enter(weight: number): Promise<void> {
    while (!this.#isOpen()) {
      await new Promise<void>((resolve) => {
        this.#admit = resolve
      })
    }
    this.#nAhead += weight
    if (this.#nAhead >= this.#limit) this.#isFilling = false
  }

  /** Of one that entered, which is ahead no more. */
  leave(weight: number): void {
    this.#nAhead -= weight
    this.#look()
  }

  resize(limit: number): void {
    this.#limit = limit
    this.#look()
  }

  #isOpen(): boolean {
    return this.#isFilling && this.#nAhead < this.#limit
  }

  #look(): void {
    if (2 * this.#nAhead <= this.#limit) this.#isFilling = true
    if (!this.#isOpen()) return
    this.#admit?.()
    this.#admit = null
  }
}
