/**
 * Plan: 2,000 small gathers on the CPU engine. When all is warm (200 gathers), no further memory is shared
 * with its threads, and the heap grows by no more than what is noted of each gather.
 */
import { expect, test } from 'vitest'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { GATHER_BYTES, soak } from './soak.ts'

test('the CPU engine holds no more after 2,000 gathers than after 200', async () => {
  const Plain = globalThis.SharedArrayBuffer
  let sharedBytes = 0
  globalThis.SharedArrayBuffer = class extends Plain {
    constructor(bytes: number) {
      super(bytes)
      // A call's turns take some bytes, which it leaves to the collector.
      if (bytes >= GATHER_BYTES) sharedBytes += bytes
    }
  } as typeof SharedArrayBuffer
  try {
    const { warm, end, heapGrowth } = await soak(inlineCpuEngine({ nWorkers: 1 }).engine, () => sharedBytes)
    expect(warm).toBeGreaterThan(0)
    expect(end).toBe(warm)
    expect(heapGrowth).toBeLessThan(2 ** 21)
  } finally {
    globalThis.SharedArrayBuffer = Plain
  }
})
