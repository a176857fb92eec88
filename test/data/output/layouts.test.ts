/**
 * Plan: a batch with an empty recipe for each way to store the result: v2 and v3, sharded, each codec, chunks as the input
 * has them and to suit the gathers. Opened again, checksums and all, it has the samples of the input bit for bit, and the
 * chunks that were asked for; a run that was cut goes on; a flipped bit is found by the checksum; shards without v3 are
 * refused. zarrita, by its own codecs, reads them as well (and zarr-python those of v2, in e2e).
 */
import { describe, expect, it } from 'vitest'
import * as zarrita from 'zarrita'
import { type BatchRequest, ORIGINAL_LAYOUT, type OutputLayout } from '../../../src/core/batch.ts'
import { SeisError } from '../../../src/core/errors.ts'
import { openDataset } from '../../../src/data/dataset.ts'
import { createDatasetSink } from '../../../src/data/output/dataset-sink.ts'
import { verifyOutput } from '../../../src/data/output/verify.ts'
import { runBatch } from '../../../src/pipeline/batch.ts'
import { IdentityEngine } from '../../identity-engine.ts'
import { MemoryFolder } from '../../memory-folder.ts'
import { sampleAt, smallDataset } from '../small-dataset.ts'

const [N_SAMPLES, N_TRACES] = [11, 40]

const newInput = (): MemoryFolder =>
  smallDataset({
    nSamples: N_SAMPLES,
    nTraces: N_TRACES,
    chunkSamples: 6,
    chunkTraces: 7,
    index: [
      [0, 8],
      [9, 17],
      [18, 26],
      [27, 39],
    ],
  })

async function run(output: MemoryFolder, layout: OutputLayout) {
  const input = newInput()
  const source = await openDataset(input)
  const recipe = { format: 'seisproc-recipe/1', name: '', steps: [] } as const
  const words = { write: 'processed', sort: [], startGather: 0, endGather: 4, engine: 'auto' } as const
  const request: BatchRequest = { recipe, ...words, layout }
  return runBatch({
    source,
    engine: new IdentityEngine(),
    sink: createDatasetSink({ input, output }),
    request,
    quotaBytes: 4000,
    sleep: async () => {},
  })
}

async function samplesOf(output: MemoryFolder) {
  const dataset = await openDataset(output)
  const { samples } = await dataset.readTraces!({ startTrace: 0, endTrace: N_TRACES })
  return { info: dataset.info, samples: [...samples] }
}

/** Samples as zarrita reads them. */
async function byZarrita(output: MemoryFolder): Promise<number[]> {
  const get = async (key: string) => output.files.get(key.slice(1))
  const getRange = async (key: string, range: { offset: number; length: number } | { suffixLength: number }) => {
    const bytes = await get(key)
    return 'suffixLength' in range
      ? bytes?.slice(-range.suffixLength)
      : bytes?.slice(range.offset, range.offset + range.length)
  }
  const root = zarrita.root({ get, getRange })
  const array = await zarrita.open(root.resolve('traces.zarr'), { kind: 'array' })
  const { data } = await zarrita.get(array)
  return [...(data as Float32Array)]
}

const expected = Array.from({ length: N_SAMPLES * N_TRACES }, (_, at) =>
  sampleAt(Math.floor(at / N_TRACES), at % N_TRACES),
)

const codecs = ['none', 'lz4', 'zstd'] as const
const layouts: OutputLayout[] = codecs.flatMap((codec) => [
  { ...ORIGINAL_LAYOUT, codec },
  { ...ORIGINAL_LAYOUT, codec, zarrFormat: 3, chunks: 'gathers' },
  { ...ORIGINAL_LAYOUT, codec, zarrFormat: 3, chunksPerShard: 3 },
  { zarrFormat: 3, codec, chunks: 'gathers', chunksPerShard: 2 },
])
const inWords = ({ zarrFormat, codec, chunks, chunksPerShard }: OutputLayout): string =>
  `v${zarrFormat}, ${codec}, chunks as ${chunks}, ${chunksPerShard} a file`

describe('a result', () => {
  it.each(layouts.map((layout) => [inWords(layout), layout] as const))('%s', async (_, layout) => {
    const output = new MemoryFolder('output')
    expect(await run(output, layout)).toMatchObject({ state: 'done' })
    const { info, samples } = await samplesOf(output)
    expect(samples).toEqual(expected)
    const { zarrFormat, chunks, chunksPerShard } = layout
    const width = chunks === 'gathers' ? 9 : 7
    expect(info.array).toMatchObject({
      zarrFormat,
      chunkTraces: width,
      chunkSamples: chunks === 'gathers' ? N_SAMPLES : 6,
      shardTraces: chunksPerShard > 1 ? width * chunksPerShard : null,
    })
    expect(info.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect((await verifyOutput(output)).faults).toEqual([])
    expect(await byZarrita(output)).toEqual(expected)
  })

  it('of another layout is another run', async () => {
    const output = new MemoryFolder('output')
    await run(output, ORIGINAL_LAYOUT)
    await expect(run(output, { ...ORIGINAL_LAYOUT, codec: 'zstd' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('in shards goes on after a failure, and ends with the same bytes', async () => {
    const layout = layouts.at(-1)!
    const clean = new MemoryFolder('output')
    await run(clean, layout)
    const chunksOf = ({ files }: MemoryFolder) => [...files].filter(([path]) => path.includes('/c/')).sort()
    expect(chunksOf(clean).map(([path]) => path)).toEqual([
      'traces.zarr/c/0/0',
      'traces.zarr/c/0/1',
      'traces.zarr/c/0/2',
    ])
    const output = new MemoryFolder('output', {
      beforeCall: (operation, path) => {
        if (operation === 'write' && path.endsWith('/2')) throw new SeisError('no-space', 'The disk is full')
      },
    })
    await expect(run(output, layout)).rejects.toMatchObject({ code: 'no-space' })
    output.beforeCall = undefined
    expect(await run(output, layout)).toMatchObject({ chunksReused: 2, chunksWritten: 1 })
    expect(chunksOf(output)).toEqual(chunksOf(clean))
  })

  it.each([1, 2])('in v3 has a checksum in every chunk, %d a file', async (chunksPerShard) => {
    const output = new MemoryFolder('output')
    await run(output, { zarrFormat: 3, codec: 'none', chunks: 'input', chunksPerShard })
    output.files.get('traces.zarr/c/0/0')![3]! ^= 1
    await expect(samplesOf(output)).rejects.toMatchObject({ code: 'corrupt-chunk' })
  })

  it('has no shards in v2', async () => {
    const output = new MemoryFolder('output')
    await expect(run(output, { ...ORIGINAL_LAYOUT, chunksPerShard: 2 })).rejects.toMatchObject({ code: 'bad-words' })
    expect(output.files.size).toBe(0)
  })
})
