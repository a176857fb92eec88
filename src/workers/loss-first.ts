import { SeisError } from '../core/errors.ts'

/** A browser tells what a lost device broke a moment before it tells the loss. */
const LOSS_MS = 500

/**
 * Settles as `work` does; but when `lost` resolves meanwhile, or just after a failure, rejects with the loss: it is the
 * reason, and what it broke looks like a call that was cancelled.
 */
export async function lossFirst<Result>(work: Promise<Result>, lost: Promise<SeisError>): Promise<Result> {
  const loss = lost.then((error) => Promise.reject(error))
  try {
    return await Promise.race([work, loss])
  } catch (error) {
    await Promise.race([loss, new Promise((resolve) => setTimeout(resolve, LOSS_MS))])
    if (!(error instanceof DOMException)) throw error
    throw new SeisError('gpu', error.message, { todo: 'reload the page, or use the CPU engine', cause: error })
  }
}
