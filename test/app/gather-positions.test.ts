/*
 * Plan: the value of each gather's first trace, wherever the gathers lie and however the header is cut into windows; none for
 * a gather without a place in the array.
 */
import { expect, test } from 'vitest'
import { firstTraceValues } from '../../src/app/gather-positions.ts'
import { MemorySource } from '../memory-source.ts'

test('a header of the first trace of each gather', async () => {
  const spans = [
    [4, 6],
    [0, 2],
    [2, 4],
    [6, 6],
  ] as const
  const headers = { offset: Float64Array.from({ length: 6 }, (_, trace) => 10 * trace) }
  const source = new MemorySource({ nSamples: 1, nTraces: 6, spans, headers })
  expect([...(await firstTraceValues(source, 'offset'))]).toEqual([40, 0, 20, Number.NaN])
})
