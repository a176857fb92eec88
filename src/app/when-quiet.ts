import { isActive } from '../state/batch.ts'
import type { Stores } from '../state/stores.ts'

/** Resolves when nothing is loaded, computed or measured for the user, or the signal fires: then work ahead may go on. */
export function whenQuiet({ gather, result, batch, benchmark, tuning }: Stores, signal: AbortSignal): Promise<void> {
  const isBusy = (): boolean =>
    gather.getState().isLoading ||
    result.getState().isRunning ||
    isActive(batch.getState().progress) ||
    benchmark.getState().running !== null ||
    tuning.getState().running !== null
  if (signal.aborted || !isBusy()) return Promise.resolve()
  return new Promise((resolve) => {
    const check = (): void => {
      if (!signal.aborted && isBusy()) return
      for (const forget of forgets) forget()
      signal.removeEventListener('abort', check)
      resolve()
    }
    const forgets = [gather, result, batch, benchmark, tuning].map((store) => store.subscribe(check))
    signal.addEventListener('abort', check)
  })
}
