/*
 * Plans of blocks: they cover the traces once and in order, their halos stop at the gather's edges, their number is
 * a multiple of the workers' where there are traces enough, and no block is larger than asked by much.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planCpuBlocks } from '../../src/engine/cpu-blocks.ts'

const sizes = fc.record({
  nTraces: fc.integer({ min: 1, max: 5000 }),
  bytesPerTrace: fc.integer({ min: 8, max: 2 ** 23 }),
  haloTraces: fc.integer({ min: 0, max: 15 }),
  nWorkers: fc.integer({ min: 1, max: 9 }),
  blockBytes: fc.constant(4 * 2 ** 20),
})

it('covers every trace once, with halos inside the gather', () => {
  fc.assert(
    fc.property(sizes, (request) => {
      const blocks = planCpuBlocks(request)
      const faults = blocks.filter(
        (block, i) =>
          block.endTrace <= block.startTrace ||
          block.startTrace !== (blocks[i - 1]?.endTrace ?? 0) ||
          block.haloStartTrace !== Math.max(0, block.startTrace - request.haloTraces) ||
          block.haloEndTrace !== Math.min(request.nTraces, block.endTrace + request.haloTraces),
      )
      expect(faults).toEqual([])
      expect(blocks.at(-1)!.endTrace).toBe(request.nTraces)
    }),
    { numRuns: 200 },
  )
})

it('gives every worker the same number of blocks of a large gather', () => {
  const blocks = planCpuBlocks({
    nTraces: 3000,
    bytesPerTrace: 13_000,
    haloTraces: 0,
    nWorkers: 4,
    blockBytes: 2 ** 22,
  })
  expect(blocks.length).toBe(12)
})

it('does not cut a gather into crumbs for many workers', () => {
  const blocks = planCpuBlocks({ nTraces: 40, bytesPerTrace: 100, haloTraces: 0, nWorkers: 64, blockBytes: 2 ** 22 })
  expect(blocks.length).toBe(3)
})
