/**
 * Plan: work that ends gives its result; a device that is lost is the reason, whether it is told while the work waits for
 * ever or just after it failed; a failure without a loss keeps its own words, and is never taken for a cancel.
 */
import { expect, test } from 'vitest'
import { SeisError } from '../../src/core/errors.ts'
import { lossFirst } from '../../src/workers/loss-first.ts'

const never = new Promise<never>(() => {})
const loss = new SeisError('gpu', 'The graphics device was lost')
const abort = new DOMException('A valid external Instance reference no longer exists.', 'AbortError')
const later = (error: SeisError): Promise<SeisError> => new Promise((resolve) => setTimeout(resolve, 20, error))

test('work that ends gives its result', async () => {
  expect(await lossFirst(Promise.resolve(7), never)).toBe(7)
})

test('a loss ends work that would wait for ever', async () => {
  await expect(lossFirst(never, later(loss))).rejects.toBe(loss)
})

test.each([abort, new SeisError('gpu', 'A buffer is gone')])(
  'a loss told just after %s is the reason',
  async (broken) => {
    await expect(lossFirst(Promise.reject(broken), later(loss))).rejects.toBe(loss)
  },
)

test('a failure without a loss keeps its words', async () => {
  const refused = new SeisError('gpu', 'The adapter refuses a buffer')
  await expect(lossFirst(Promise.reject(refused), never)).rejects.toBe(refused)
  await expect(lossFirst(Promise.reject(abort), never)).rejects.toMatchObject({ code: 'gpu', message: abort.message })
})
