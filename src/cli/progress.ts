import type { BatchProgress } from '../core/batch.ts'
import { SeisError } from '../core/errors.ts'
import type { CommandIo } from './command-io.ts'
import { formatBytes, formatCount, formatDuration } from './format.ts'

export type ProgressKind = 'bar' | 'json' | 'none'

/** Throws bad-words for another kind; without a word it is a bar on a terminal, and nothing elsewhere. */
export function parseProgressKind(text: string | undefined, isTerminal: boolean): ProgressKind {
  if (text === undefined) return isTerminal ? 'bar' : 'none'
  if (text === 'bar' || text === 'json' || text === 'none') return text
  throw new SeisError('bad-words', `--progress is ${text}`, { todo: 'give bar, json or none' })
}

export interface ProgressDisplay {
  show(progress: BatchProgress): void
  /** Leaves the terminal's line free for what comes next. */
  end(): void
}

export function progressDisplay(kind: ProgressKind, io: CommandIo): ProgressDisplay {
  switch (kind) {
    case 'none':
      return { show: () => undefined, end: () => undefined }
    case 'json':
      return { show: (progress) => io.stderr(`${JSON.stringify(progress)}\n`), end: () => undefined }
    case 'bar':
      return {
        show: (progress) => io.stderr(`\r${barLine(progress)}\x1b[K`),
        end: () => io.stderr('\n'),
      }
  }
}

const BAR_WIDTH = 24

export function barLine(progress: BatchProgress): string {
  const { state, tracesDone, nTraces, gathersDone, nGathers, tracesPerSecond, bytesPerSecond, etaSeconds } = progress
  const share = nTraces === 0 ? 1 : tracesDone / nTraces
  const filled = Math.floor(share * BAR_WIDTH)
  return [
    `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)} %`,
    `${gathersDone}/${nGathers} gathers`,
    `${formatCount(Math.round(tracesPerSecond))} traces/s`,
    `${formatBytes(bytesPerSecond)}/s`,
    state === 'running' ? `ETA ${etaSeconds === null ? '-' : formatDuration(etaSeconds)}` : state,
    progress.bound === 'starting' ? '' : `bound: ${progress.bound}`,
  ]
    .filter((part) => part !== '')
    .join('  ')
}
