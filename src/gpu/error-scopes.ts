import { SeisError } from '../core/errors.ts'

const FILTERS: readonly GPUErrorFilter[] = ['validation', 'out-of-memory', 'internal']

/**
 * Runs `work`, which must not wait for anything, inside an error scope of each kind. `errors` resolves when the device
 * has nothing to complain about, and rejects with `gpu` otherwise; it has to be awaited.
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
    const error = found.find((candidate) => candidate !== null)
    if (!error) return
    throw new SeisError('gpu', `The graphics adapter refuses the work: ${error.message}`, {
      todo: 'close other programs that use the graphics memory, or use the CPU engine',
    })
  })
  errors.catch(() => {})
  return { result, errors }
}
