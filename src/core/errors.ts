/**
 * The one error family of the program.
 *
 * Every error that a user can meet says what happened, where, and what to do; `fields` carry the same facts
 * in typed form for `--json` and for the page. Errors cross a worker by `toWire` and `fromWire`, never by cloning.
 */

export type SeisErrorCode =
  | 'bad-input' // a dataset that contradicts itself or cannot be read as one
  | 'bad-recipe' // a recipe with an unknown process, key or a value outside its limits
  | 'bad-words' // a command line that makes no sense
  | 'not-found' // a file or folder that is not there
  | 'permission' // the browser or the system refuses access
  | 'corrupt-chunk' // chunk bytes that cannot be decoded, or whose checksum is wrong
  | 'unsupported' // valid data of a kind this program does not read
  | 'conflict' // an output folder that is in use, not empty, or inside the input
  | 'no-space' // the disk or the quota is full
  | 'gpu' // no adapter, a lost device, a validation error
  | 'stop-rule' // what the user asked to be stopped at
  | 'cancelled' // stopped on request
  | 'internal' // a broken promise inside the program

export type ErrorFields = Readonly<Record<string, string | number | boolean | null>>

export interface SeisErrorInit {
  /** File, chunk, row, step or option: the place that a user can go to. */
  readonly where?: string
  /** One imperative sentence: what to do about it. */
  readonly todo?: string
  readonly fields?: ErrorFields
  readonly cause?: unknown
}

export class SeisError extends Error {
  override readonly name = 'SeisError'
  readonly code: SeisErrorCode
  readonly where: string
  readonly todo: string
  readonly fields: ErrorFields

  constructor(code: SeisErrorCode, what: string, init: SeisErrorInit = {}) {
    super(what, init.cause === undefined ? undefined : { cause: init.cause })
    this.code = code
    this.where = init.where ?? ''
    this.todo = init.todo ?? ''
    this.fields = init.fields ?? {}
  }

  get line(): string {
    return errorLine(this)
  }
}

/** `what - where - what to do`, on one line. */
export function errorLine({ message, where, todo }: Pick<SeisError, 'message' | 'where' | 'todo'>): string {
  return [message, where, todo].filter((part) => part !== '').join(' - ')
}

export function isSeisError(error: unknown, ...codes: readonly SeisErrorCode[]): error is SeisError {
  return error instanceof SeisError && (codes.length === 0 || codes.includes(error.code))
}

export interface WireError {
  readonly code: SeisErrorCode
  readonly message: string
  readonly where: string
  readonly todo: string
  readonly fields: ErrorFields
  readonly stack: string
}

/** Any thrown value as plain data; what is not a SeisError becomes `internal` (or `cancelled` for an AbortError). */
export function toWire(error: unknown): WireError {
  const known = asSeisError(error)
  const { code, message, where, todo, fields } = known
  return { code, message, where, todo, fields, stack: (error instanceof Error ? error.stack : known.stack) ?? '' }
}

export function fromWire(wire: WireError): SeisError {
  const error = new SeisError(wire.code, wire.message, { where: wire.where, todo: wire.todo, fields: wire.fields })
  if (wire.stack !== '') error.stack = wire.stack
  return error
}

/** Any thrown value as a SeisError, keeping it as the cause. */
export function asSeisError(error: unknown): SeisError {
  if (error instanceof SeisError) return error
  if (error instanceof Error && error.name === 'AbortError')
    return new SeisError('cancelled', 'Stopped', { cause: error })
  const what = error instanceof Error ? error.message : String(error)
  return new SeisError('internal', what, { cause: error })
}

/** Throws `cancelled` when the signal has fired; to be called between awaits. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SeisError('cancelled', 'Stopped')
}
