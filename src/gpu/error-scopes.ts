import { SeisError } from '../core/errors.ts'

const FILTERS: readonly GPUErrorFilter[] = ['validation', 'out-of-memory', 'internal']

/**
 * Runs `work`, which must not wait for anything, inside an error scope of each kind. `errors` resolves when the device
 * has nothing to complain about, and rejects with `gpu` and the `filter` of its scope otherwise; it has to be awaited.
 */
export function collectErrors<T>(device: GPUDevice, work: () => T): { result: T; errors: Promise<void> } {
  for (const filter of FILTERS) device.pushErrorScope(filter)
  let result: T
  let scopes: readonly Promise<GPUError | null>[] = []
  try {
    result = work()
  } finally {
    scopes = FILTERS.map(() => device.popErrorScope())
  }
  const errors = Promise.all(scopes).then((found) => {
    const at = found.findIndex((candidate) => candidate !== null)
    if (at < 0) return
    throw new SeisError('gpu', `The graphics adapter refuses the work: ${found[at]!.message}`, {
      todo: 'close other programs that use the graphics memory, or use the CPU engine',
      // The last scope that was pushed is the first that is popped.
      fields: { filter: FILTERS.toReversed()[at]! },
    })
  })
  errors.catch(() => {})
  return { result, errors }
}
