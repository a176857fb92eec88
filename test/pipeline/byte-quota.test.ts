/**
 * Plan: the quota admits what fits, in order of asking; an item larger than all of it passes alone; a cancelled waiter
 * leaves without taking room. Property: with items no larger than the limit, held bytes never exceed it.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteQuota } from '../../src/pipeline/byte-quota.ts'

describe('ByteQuota', () => {
  it('admits in order of asking, even when a later item would fit', async () => {
    const quota = new ByteQuota(10)
    const admitted: string[] = []
    await quota.acquire(8)
    const large = quota.acquire(6).then(() => admitted.push('large'))
    const small = quota.acquire(1).then(() => admitted.push('small'))
    await Promise.resolve()
    expect(admitted).toEqual([])
    quota.release(8)
    await Promise.all([large, small])
    expect(admitted).toEqual(['large', 'small'])
    expect(quota.heldBytes).toBe(7)
  })

  it('lets an item larger than the quota pass alone', async () => {
    const quota = new ByteQuota(10)
    await quota.acquire(1)
    let passed = false
    const oversize = quota.acquire(100).then(() => {
      passed = true
    })
    await Promise.resolve()
    expect(passed).toBe(false)
    quota.release(1)
    await oversize
    expect(quota.heldBytes).toBe(100)
    const next = quota.acquire(1)
    quota.release(100)
    await next
    expect(quota.peakBytes).toBe(100)
  })

  it('forgets a waiter whose signal fires, and admits the next', async () => {
    const quota = new ByteQuota(10)
    const stop = new AbortController()
    await quota.acquire(5)
    const waiting = quota.acquire(9, stop.signal)
    const next = quota.acquire(5)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await next
    expect(quota.heldBytes).toBe(10)
    await expect(quota.acquire(1, stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('never holds more than its limit', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(sizes, async (bytes) => {
        const quota = new ByteQuota(50)
        await Promise.all(
          bytes.map(async (size) => {
            await quota.acquire(size)
            expect(quota.heldBytes).toBeLessThanOrEqual(50)
            await Promise.resolve()
            quota.release(size)
          }),
        )
        expect(quota.heldBytes).toBe(0)
      }),
    )
  })
})
