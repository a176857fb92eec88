import { isActive } from '../state/batch.ts'
import type { Stores } from '../state/stores.ts'

/** Resolves when nothing is loaded, computed or run for the user, or the signal fires: then work ahead may go on. */
export function whenQuiet({ gather, result, batch }: Stores, signal: AbortSignal): Promise<void> {
  const isQuiet = (): boolean =>
    signal.aborted ||
    !(gather.getState().isLoading || result.getState().isRunning || isActive(batch.getState().progress))
  if (isQuiet()) return Promise.resolve()
  return new Promise((resolve) => {
    const check = (): void => {
      if (!isQuiet()) return
      for (const forget of forgets) forget()
      signal.removeEventListener('abort', check)
      resolve()
    }
    const forgets = [gather, result, batch].map((store) => store.subscribe(check))
    signal.addEventListener('abort', check)
  })
}
