/**
 * Plan: segments cover every output trace exactly once, gaps included; a range of gathers is renumbered from 0; chunks
 * know the segments that touch them; grids for each layout; refusals name what and where.
 */
import { describe, expect, it } from 'vitest'
import type { BatchRequest } from '../../src/core/batch.ts'
import { planBatch, traceBlocks } from '../../src/pipeline/plan.ts'
import { MemorySource } from '../memory-source.ts'

const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [] },
  write: 'processed',
  sort: [],
  startGather: 0,
  endGather: 3,
  engine: 'auto',
}
const source = new MemorySource({
  nSamples: 4,
  nTraces: 25,
  chunkTraces: 10,
  spans: [
    [0, 7],
    [7, 13],
    [15, 22],
  ],
})

describe('planBatch', () => {
  it('covers every trace of a whole dataset once, with gaps cut at chunks', () => {
    const plan = planBatch(source.info, request)
    expect(plan.segments.map(({ gather, startTrace, endTrace }) => [gather, startTrace, endTrace])).toEqual([
      [0, 0, 7],
      [1, 7, 13],
      [null, 13, 15],
      [2, 15, 22],
      [null, 22, 25],
    ])
    expect(plan.nGathers).toBe(3)
    expect([...plan.firstSegment]).toEqual([0, 1, 3])
    expect([...plan.endSegment]).toEqual([2, 4, 5])
  })

  it('renumbers a range of gathers from 0 and leaves out what lies between them', () => {
    const plan = planBatch(source.info, { ...request, startGather: 1, write: 'both' })
    expect(plan.segments).toEqual([
      { gather: 1, startTrace: 7, endTrace: 13, outputStart: 0 },
      { gather: 2, startTrace: 15, endTrace: 22, outputStart: 6 },
    ])
    expect(plan.grid).toEqual({ nSamples: 4, nTraces: 13, chunkSamples: 4, chunkTraces: 10 })
    expect(traceBlocks(plan.grid)).toBe(2)
    expect(plan.outputs).toEqual(['processed', 'noise'])
  })

  it('keeps chunks of the original layout only', () => {
    const array = { ...source.info.array, chunkSamples: 2 }
    const grid = (layout: object) => planBatch({ ...source.info, array: { ...array, ...layout } }, request).grid
    expect(grid({}).chunkSamples).toBe(2)
    expect(grid({ axes: 'trace-sample' }).chunkSamples).toBe(4)
    expect(grid({ shardTraces: 20 }).chunkSamples).toBe(4)
  })

  it('refuses a dataset with errors, naming the first', () => {
    const problem = { severity: 'error', fault: 'index-overlap', where: 'row 1', found: '5', expected: '7' } as const
    expect(() => planBatch({ ...source.info, problems: [problem, problem] }, request)).toThrowError(
      /index-overlap: found 5, expected 7 \(and 1 more\)/,
    )
  })

  it.each([
    [{ startGather: 2, endGather: 2 }, /no gathers 2:2/],
    [{ startGather: 0, endGather: 4 }, /no gathers 0:4/],
    [{ startGather: -1 }, /no gathers -1:3/],
  ])('refuses %j', (change, message) => {
    expect(() => planBatch(source.info, { ...request, ...change })).toThrowError(message)
  })
})
