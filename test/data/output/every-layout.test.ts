/**
 * Plan: each array of the fixtures (every dtype, codec, order and key style, sharded too) through a batch with an empty
 * recipe; the output, opened again, holds the expected samples bit for bit, and has whole-trace chunks where the input
 * is not laid out as the original does.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openDataset } from '../../../src/data/dataset.ts'
import { NodeFolder } from '../../../src/data/folders/node-folder.ts'
import { createDatasetSink } from '../../../src/data/output/dataset-sink.ts'
import { runBatch } from '../../../src/pipeline/batch.ts'
import { IdentityEngine } from '../../identity-engine.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const root = fileURLToPath(new URL('../../fixtures/zarr', import.meta.url))
const cases = readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

describe('a batch with an empty recipe', () => {
  it('has fixtures', () => expect(cases.length).toBeGreaterThan(50))

  it.each(cases)('%s', async (name) => {
    const input = new NodeFolder(`${root}/${name}/array`)
    const source = await openDataset(input)
    const output = new MemoryFolder('output')
    const { nGathers } = source.info.gathers
    const recipe = { format: 'seisproc-recipe/1', name: '', steps: [] } as const
    await runBatch({
      source,
      engine: new IdentityEngine(),
      sink: createDatasetSink({ input, output }),
      request: { recipe, write: 'processed', sort: [], startGather: 0, endGather: nGathers, engine: 'auto' },
      quotaBytes: 10_000,
    })
    const written = await openDataset(output)
    const { info } = written
    const { samples } = await written.readTraces!({ startTrace: 0, endTrace: info.nTraces })
    const expected = readFileSync(`${root}/${name}/expected.f4`)
    expect(Buffer.from(samples.buffer).equals(expected)).toBe(true)
    const { axes, shardTraces, chunkSamples, chunkTraces } = source.info.array
    const keepsChunks = axes === 'sample-trace' && shardTraces === null
    expect(info.array.chunkSamples).toBe(keepsChunks ? chunkSamples : info.nSamples)
    expect(info.array.chunkTraces).toBe(chunkTraces)
    expect(info.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
