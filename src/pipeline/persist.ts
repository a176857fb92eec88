import { asSeisError, type SeisError, type SeisErrorCode, throwIfAborted } from '../core/errors.ts'

/** Waits for so many seconds, or less when the signal fires. */
export type Sleep = (seconds: number, signal: AbortSignal) => Promise<void>

export interface Persistence {
  readonly signal: AbortSignal
  readonly sleep: Sleep
  /** Waits before the second try, the third, and so on. */
  readonly waitSeconds: readonly number[]
  /** Errors that another try cannot change. */
  readonly hopeless: readonly SeisErrorCode[]
  readonly onRetry: () => void
}

/** Tries until it succeeds, with longer and longer waits; rejects with the last error, or with cancelled. */
export async function persist<T>(task: () => Promise<T>, persistence: Persistence): Promise<T> {
  const { signal, sleep, waitSeconds, hopeless, onRetry } = persistence
  for (const seconds of waitSeconds) {
    try {
      return await task()
    } catch (thrown) {
      const error = asSeisError(thrown)
      if (isOneOf(error, ['cancelled', ...hopeless])) throw error
      await sleep(seconds, signal)
      throwIfAborted(signal)
      onRetry()
    }
  }
  return task()
}

export function isOneOf(error: SeisError, codes: readonly SeisErrorCode[]): boolean {
  return codes.includes(error.code)
}

export const sleepByTimer: Sleep = (seconds, signal) =>
  new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, 1000 * seconds)
    signal.addEventListener('abort', wake)
  })
