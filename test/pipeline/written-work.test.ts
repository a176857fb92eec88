/**
 * Plan: a gather counts once every chunk column that it touches is there, in whatever order they come; traces count by column,
 * the last one cut; gaps count as traces only, and a gather without traces by itself.
 */
import { expect, it } from 'vitest'
import type { OutputSegment } from '../../src/core/sink.ts'
import { WrittenWork } from '../../src/pipeline/written-work.ts'

it('counts gathers that are whole in the output', () => {
  const spans = [
    [0, 0, 7],
    [1, 7, 7],
    [null, 7, 9],
    [2, 9, 25],
  ] as const
  const segments = spans.map(
    ([gather, startTrace, endTrace]): OutputSegment => ({ gather, startTrace, endTrace, outputStart: startTrace }),
  )
  const grid = { nSamples: 4, nTraces: 25, chunkSamples: 4, chunkTraces: 10 }
  const work = new WrittenWork({
    grid,
    segments,
    firstSegment: Int32Array.of(0, 3, 3),
    endSegment: Int32Array.of(4, 4, 4),
  })
  const counts = [2, 0, 1].map((block) => {
    work.addBlock(block)
    return [work.gathers, work.traces]
  })
  expect(counts).toEqual([
    [0, 5],
    [1, 15],
    [2, 25],
  ])
  work.addEmpty(segments[1]!)
  expect(work.gathers).toBe(3)
})
