import type { StageQueue } from '../../core/batch.ts'
import { formatBytes } from '../format.ts'

export const N_QUEUE_CELLS = 7

/** How many cells are filled: none only where nothing waits, all only where no more may; null where nothing can. */
export function queueLevel(queue: StageQueue | null): number | null {
  if (queue === null || queue.limitBytes <= 0) return null
  const share = queue.bytes / queue.limitBytes
  if (share <= 0) return 0
  return Math.min(N_QUEUE_CELLS, Math.max(1, Math.floor(share * N_QUEUE_CELLS)))
}

/** "12.4 MB of 128.0 MB". */
export function queueText({ bytes, limitBytes }: StageQueue): string {
  return `${formatBytes(bytes)} of ${formatBytes(limitBytes)}`
}
