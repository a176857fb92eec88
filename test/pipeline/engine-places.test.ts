/**
 * Plan: what an engine holds for gathers beside the first is two copies of the largest that may be there, and nothing where it
 * takes one, where there is one, or where gathers are so large that each is computed alone. A batch takes it off what samples
 * may be in flight, and counts it.
 */
import { expect, it } from 'vitest'
import { runBatch } from '../../src/pipeline/batch.ts'
import { mostBytesBeside } from '../../src/pipeline/engine-places.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

const MIB = 2 ** 20

it.each([
  ['the largest', [3, 7, 5], 2, 14],
  ['three at once', [3, 7, 5], 3, 28],
  ['one too large for company', [3, 33, 5], 2, 10],
  ['all too large', [33, 40], 2, 0],
  ['one at a time', [3, 7], 1, 0],
  ['an engine that does not say', [3, 7], undefined, 0],
  ['a single gather', [7], 2, 0],
  ['none', [], 2, 0],
])('%s', (_, sizes, gathersAtOnce, expected) => {
  const bytes = sizes.map((size) => size * MIB)
  expect(mostBytesBeside(bytes, gathersAtOnce)).toBe(expected * MIB)
})

it('is a part of what a batch holds', async () => {
  const gatherBytes = 10 * 6 * 4
  const spans = Array.from({ length: 20 }, (_, i) => [10 * i, 10 * i + 10] as const)
  const quotaBytes = 20 * gatherBytes
  const found = []
  for (const gathersAtOnce of [1, 2]) {
    const { peakMemoryBytes, stages } = await runBatch({
      source: new MemorySource({ nSamples: 6, nTraces: 200, chunkTraces: 10, spans }),
      engine: new IdentityEngine({ factor: 0.5, gathersAtOnce }),
      sink: new MemorySink(),
      request: {
        recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
        write: 'processed',
        sort: [],
        startGather: 0,
        endGather: 20,
        engine: 'auto',
      },
      quotaBytes,
    })
    expect(peakMemoryBytes).toBeLessThanOrEqual(quotaBytes)
    expect(peakMemoryBytes).toBeGreaterThan((gathersAtOnce - 1) * 2 * gatherBytes)
    found.push(stages.compute.waiting?.limitBytes)
  }
  expect(found).toEqual([quotaBytes / 2, (quotaBytes - 2 * gatherBytes) / 2])
})
