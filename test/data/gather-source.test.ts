// Plan: gathers that lie in one chunk, straddle chunks, or span many come out sample by sample as stored; bytes are
// copied once and a shared chunk is decoded once (counted), and a batch keeps no chunk that is behind it; non-finite and
// extreme samples pass untouched (F25, F29); empty, one-trace and one-sample gathers are defined (F27, F28); a missing
// chunk is named (F20), a damaged one stops its gathers only (F19); cancelling ends a read.
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { openDataset } from '../../src/data/dataset.ts'
import { sampleAt, smallDataset } from './small-dataset.ts'

const GRID = { nSamples: 5, nTraces: 23, chunkTraces: 4, chunkSamples: 3 }
const INDEX = [
  [0, 1],
  [2, 5],
  [6, 5],
  [6, 6],
  [7, 20],
  [21, 22],
] as const

function expected({ startTrace, nTraces, nSamples }: Gather): Float32Array {
  return Float32Array.from({ length: nSamples * nTraces }, (_, at) =>
    sampleAt(Math.floor(at / nTraces), startTrace + (at % nTraces)),
  )
}

describe('samples', () => {
  it.each(INDEX.map((_, gather) => gather))('of gather %i', async (index) => {
    const source = await openDataset(smallDataset({ ...GRID, index: INDEX }))
    const gather = await source.readGather(index)
    const [start, end] = INDEX[index]!
    expect(gather).toMatchObject({ index, startTrace: start, nTraces: end - start + 1, nSamples: 5 })
    expect(gather).toMatchObject({ sampleIntervalMs: 4, missingChunks: [] })
    expect(gather.samples).toEqual(expected(gather))
  })

  it('come out of one-sample arrays', async () => {
    const folder = smallDataset({ nSamples: 1, nTraces: 3, chunkTraces: 2, index: [[0, 2]] })
    expect((await (await openDataset(folder)).readGather(0)).samples).toEqual(Float32Array.of(0, 1, 2))
  })

  it('pass untouched when not finite or extreme', async () => {
    const folder = smallDataset({ nSamples: 1, nTraces: 6, chunkTraces: 6, index: [[0, 5]] })
    const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e30, 1e-30, 1e-42)
    await folder.write('traces.zarr/0.0', new Uint8Array(odd.buffer))
    expect((await (await openDataset(folder)).readGather(0)).samples).toEqual(odd)
  })

  it('of a gather that is not there are refused', async () => {
    const source = await openDataset(smallDataset({ ...GRID, index: INDEX }))
    await expect(source.readGather(6)).rejects.toMatchObject({ code: 'bad-input', todo: 'choose one from 0 to 5' })
    await expect(source.readGather(-1)).rejects.toMatchObject({ code: 'bad-input' })
  })
})

it('a pass in order reads each chunk once, however many gathers at once, and keeps none that is behind', async () => {
  const index = Array.from({ length: 7 }, (_, i) => [3 * i, 3 * i + 2] as const)
  const source = await openDataset(smallDataset({ ...GRID, nTraces: 21, index }))
  const pass = Array.from(index.keys())
  await Promise.all(pass.map((gather) => source.readGather(gather, { inOrder: true })))
  expect(source.readCounts().chunksRead).toBe(12)
  for (const gather of pass) await source.readGather(gather, { inOrder: true })
  expect(source.readCounts().chunksRead).toBe(24)
  await source.readGather(0)
  await source.readGather(0)
  expect(source.readCounts().chunksRead).toBe(26)
})

describe('what is read without being handed out', () => {
  it('the level is that of the samples', async () => {
    const source = await openDataset(smallDataset({ ...GRID, index: INDEX }))
    const { samples } = await source.readGather(4)
    const live = samples.filter((sample) => sample !== 0)
    const meanSquare = live.reduce((sum, sample) => sum + sample * sample, 0) / live.length
    expect(await source.readRms(4)).toBeCloseTo(Math.sqrt(meanSquare), 10)
  })

  it('chunks read ahead are not read again', async () => {
    const source = await openDataset(smallDataset({ ...GRID, index: INDEX }))
    await source.readAhead(4)
    const { chunksRead, bytesCopied } = source.readCounts()
    expect([chunksRead, bytesCopied]).toEqual([10, 0])
    await source.readGather(4)
    expect(source.readCounts().chunksRead).toBe(chunksRead)
  })

  it('nothing is read ahead that would fill more than half of the cache', async () => {
    const chunkBytes = GRID.chunkSamples * GRID.chunkTraces * Float32Array.BYTES_PER_ELEMENT
    for (const [cacheBytes, chunksRead] of [
      [20 * chunkBytes, 10],
      [20 * chunkBytes - 1, 0],
    ] as const) {
      const source = await openDataset(smallDataset({ ...GRID, index: INDEX }), { cacheBytes })
      await source.readAhead(4)
      expect(source.readCounts().chunksRead).toBe(chunksRead)
    }
  })
})

describe('counts', () => {
  it('a gather costs one copy of its bytes, a shared chunk one decode', async () => {
    const source = await openDataset(smallDataset({ ...GRID, index: INDEX }))
    let nTraces = 0
    for (const [index] of INDEX.entries()) nTraces += (await source.readGather(index)).nTraces
    const counts = source.readCounts()
    // 6 chunks along the traces, 2 along the samples; every trace is in one gather.
    expect(counts).toMatchObject({ chunksRead: 12, chunksDecoded: 12, bytesCopied: nTraces * 5 * 4 })
    expect(counts.bytesRead).toBe(12 * 3 * 4 * 4)
    // Gathers 0 and 1 share chunk 0; 1, 3 and 4 chunk 1; 4 and 5 chunk 5: 4 joins of 2 chunks each.
    expect(counts.cacheHits).toBe(8)
  })

  it('two gathers read at once share the chunk between them', async () => {
    const source = await openDataset(smallDataset({ ...GRID, index: INDEX }))
    await Promise.all([source.readGather(0), source.readGather(1)])
    expect(source.readCounts()).toMatchObject({ chunksRead: 4, cacheHits: 2 })
  })
})

describe('faults of chunks', () => {
  it('a missing chunk stands as the fill value, and is named', async () => {
    const folder = smallDataset({ ...GRID, index: INDEX })
    await folder.remove('traces.zarr/1.1')
    const gather = await (await openDataset(folder)).readGather(1)
    expect(gather.missingChunks).toEqual(['traces.zarr/1.1'])
    // Sample 3 lies in the missing chunk for traces 4 and 5, and in 1.0 for traces 2 and 3.
    expect([...gather.samples.subarray(12, 16)]).toEqual([sampleAt(3, 2), sampleAt(3, 3), 0, 0])
  })

  it('a damaged chunk stops its gathers, naming it; the others can be read', async () => {
    const folder = smallDataset({ ...GRID, index: INDEX })
    await folder.write('traces.zarr/0.1', new Uint8Array(7))
    const source = await openDataset(folder)
    await expect(source.readGather(1)).rejects.toMatchObject({ code: 'corrupt-chunk', where: 'traces.zarr/0.1' })
    expect((await source.readGather(0)).samples[0]).toBe(0)
    expect((await source.readGather(5)).nTraces).toBe(2)
  })

  it('a cancelled read ends', async () => {
    const folder = smallDataset({ ...GRID, index: INDEX })
    const source = await openDataset(folder)
    const stop = new AbortController()
    folder.beforeCall = (_, path) => {
      if (path === 'traces.zarr/0.3') stop.abort()
    }
    await expect(source.readGather(4, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
