/**
 * Plan: a batch hands the engine the header columns that its steps need, in the order of the samples: sorted where they
 * are sorted. A column that is not there is refused before the first gather, with what was found.
 */
import { expect, it } from 'vitest'
import { runBatch } from '../../src/pipeline/batch.ts'
import { withTraceHeaders } from '../../src/pipeline/trace-headers.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

const spans = [
  [0, 3],
  [3, 6],
] as const
const offset = Float64Array.of(30, -10, 20, 5, 6, 4)
const newSource = () => new MemorySource({ nSamples: 2, nTraces: 6, spans, headers: { offset } })

it.each([
  ['as they are', [], [30, -10, 20, 5, 6, 4]],
  ['sorted', [{ header: 'offset', descending: false }], [-10, 20, 30, 4, 5, 6]],
])('the engine gets the headers of the traces, %s', async (_, sort, expected) => {
  const seen: number[] = []
  const engine = new IdentityEngine({ before: ({ headers }) => void seen.push(...headers!['offset']!) })
  const recipe = { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] } as const
  await runBatch({
    source: await withTraceHeaders(newSource(), ['offset']),
    engine,
    sink: new MemorySink(),
    request: { recipe, write: 'both', sort, startGather: 0, endGather: 2, engine: 'auto' },
    quotaBytes: 1000,
  })
  expect(seen).toEqual(expected)
})

it('a column that is not there is refused with those that are', async () => {
  const refused = withTraceHeaders(newSource(), ['cdp'])
  await expect(refused).rejects.toMatchObject({
    code: 'bad-input',
    where: 'headers.parquet, column cdp',
    fields: { header: 'cdp', found: 'offset', expected: 'cdp' },
  })
})
