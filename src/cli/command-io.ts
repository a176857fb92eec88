import type { Engine } from '../core/engine.ts'
import type { EngineWish } from './open-engine.ts'

/** What a command may touch of the world outside: the streams, the wish to stop, and where engines come from. */
export interface CommandIo {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Progress may overwrite its own line. */
  readonly isTerminal: boolean
  /** Fires when the user wants to stop (SIGINT). */
  readonly signal: AbortSignal
  readonly openEngine: (wish: EngineWish) => Promise<Engine>
}

export const EXIT_DONE = 0
export const EXIT_FAILED = 1
export const EXIT_BAD_WORDS = 2
export const EXIT_STOPPED = 3
export const EXIT_QUARANTINED = 4

export interface CommandResult {
  readonly exitCode: number
  /** The last line of stdout with `--json`. */
  readonly json: unknown
  /** What stands on stdout without it. */
  readonly text: string
}
