import type { SeisError } from '../core/errors.ts'

/** A batch that failed, with what decides the exit code: whether anything was written. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure'
  readonly error: SeisError
  readonly hasBegun: boolean

  constructor(error: SeisError, hasBegun: boolean) {
    super(error.message, { cause: error })
    this.error = error
    this.hasBegun = hasBegun
  }
}
