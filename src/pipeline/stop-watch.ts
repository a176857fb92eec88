import type { StopRule } from '../core/batch.ts'
import { SeisError } from '../core/errors.ts'
import type { GatherResult } from '../core/sink.ts'

/** Looks at every finished gather by the user's rule; without a rule at none. */
export class StopWatch {
  readonly #rule: StopRule | undefined
  #above: number[] = []

  constructor(rule: StopRule | undefined) {
    this.#rule = rule
  }

  /** Why the batch should wait, if so; after that the count begins anew. */
  note({ gather, leakage }: GatherResult): SeisError | null {
    if (this.#rule === undefined || leakage === undefined || leakage === null) return null
    const { leakageAbove, gathers } = this.#rule
    if (!(leakage > leakageAbove)) return null
    this.#above.push(gather)
    if (this.#above.length < gathers) return null
    const [first, last] = [Math.min(...this.#above) + 1, Math.max(...this.#above) + 1]
    this.#above = []
    const which = gathers === 1 ? `gather ${last}` : `${gathers} gathers, ${first} to ${last}`
    return new SeisError('stop-rule', `Stopped by your rule: leakage above ${leakageAbove.toFixed(2)} on ${which}`, {
      todo: 'look at them, then go on or cancel: finished gathers are kept',
    })
  }
}
