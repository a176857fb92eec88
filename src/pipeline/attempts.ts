import { asSeisError, type SeisError, type SeisErrorCode } from '../core/errors.ts'
import type { BatchControl } from './batch-control.ts'
import { isOneOf, persist, type Sleep } from './persist.ts'

/** How long a task is tried. */
export interface Tries {
  /** Waits before the second try, the third, and so on. */
  readonly waitSeconds: readonly number[]
  /** Errors that another try cannot change. */
  readonly hopeless: readonly SeisErrorCode[]
  /** Errors that a user may be able to change, when tries are used up: the batch is paused, and it is tried again. */
  readonly pausing: readonly SeisErrorCode[] | 'all'
  /** How often a task may pause the batch. */
  readonly mostPauses: number
}

export interface AttemptsInit {
  readonly signal: AbortSignal
  readonly sleep: Sleep
  /** Where there is nobody to hold the batch for, nothing pauses it. */
  readonly control: BatchControl | null
  readonly onRetry: () => void
}

/** Runs the tasks of a batch: waits while it is paused, tries again what fails, and pauses it when that does not help. */
export class Attempts {
  readonly #init: AttemptsInit

  constructor(init: AttemptsInit) {
    this.#init = init
  }

  /** Rejects with the last error of a task that neither tries nor pauses helped, or with cancelled. */
  async make<T>(task: () => Promise<T>, tries: Tries): Promise<T> {
    const { signal, sleep, control, onRetry } = this.#init
    for (let pauses = 0; ; pauses++) {
      await control?.pass(signal)
      try {
        return await persist(task, { ...tries, signal, sleep, onRetry })
      } catch (thrown) {
        const error = asSeisError(thrown)
        if (control === null || pauses >= tries.mostPauses || !isPausing(error, tries)) throw error
        control.pauseFor(error)
        onRetry()
      }
    }
  }
}

function isPausing(error: SeisError, { hopeless, pausing }: Tries): boolean {
  if (isOneOf(error, ['cancelled', ...hopeless])) return false
  return pausing === 'all' || isOneOf(error, pausing)
}
