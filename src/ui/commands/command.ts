import type { WorkbenchActions } from '../../app/actions.ts'
import type { Stores } from '../../state/stores.ts'

/** What a command may reach. */
export interface CommandTargets {
  readonly stores: Stores
  readonly actions: WorkbenchActions
  /** The parameter that , and . change; the one last touched. */
  selectedParam(): string
  showKeyMap(): void
  findCommand(): void
}

/** Where a command means something: everywhere, with a dataset open, on a page of it. */
export type CommandPlace = 'anywhere' | 'dataset' | 'tune' | 'sweep' | 'batch'

/** Something that a user can ask for by name, and often by a key. */
export interface Command {
  readonly name: string
  /** As the key map writes them: "R", "Shift+A", "Left", "Ctrl+Z". */
  readonly keys?: readonly string[]
  readonly place: CommandPlace
  /** What can only be meant with the hand on it, such as to leave a drag: by key alone. */
  readonly isKeyOnly?: true
  /** Returns false where it had nothing to do, so that the key is left to the browser. */
  run(targets: CommandTargets): unknown
}

export function isOffered({ place }: Command, { session }: Stores): boolean {
  const { phase, workspace } = session.getState()
  if (place === 'anywhere') return true
  return phase === 'ready' && (place === 'dataset' || place === workspace)
}
