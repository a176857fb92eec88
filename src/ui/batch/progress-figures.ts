import type { BatchProgress } from '../../core/batch.ts'
import { formatDuration, formatFixed, withUnit } from '../format.ts'

/** Share of the traces that are done, in percent; 0 before anything is known. */
export function percentDone(progress: BatchProgress | null): number {
  return progress === null || progress.nTraces === 0 ? 0 : (100 * progress.tracesDone) / progress.nTraces
}

export function batchPercent(progress: BatchProgress | null, decimals: number): string {
  return withUnit(formatFixed(percentDone(progress), decimals), '%')
}

/** "42 %, 3 min 30 s left". */
export function etaText(progress: BatchProgress): string {
  const percent = batchPercent(progress, 0)
  return progress.etaSeconds === null ? percent : `${percent}, ${formatDuration(progress.etaSeconds)} left`
}
