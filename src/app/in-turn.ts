/** The same call, one after the other: each begins once the one before has ended, whichever way. */
export function inTurn<Args extends unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (...args) => {
    const next = last.then(() => call(...args))
    last = next.catch(() => undefined)
    return next
  }
}
