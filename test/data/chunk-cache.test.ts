/**
 * Plan: counts, not times. A chunk is read and decoded once whoever asks; requests at the same time share one read;
 * a read is given up only when all who wait for it gave up; the limit in bytes holds, least recently used first;
 * failures are not kept; what is behind can be dropped; chunks of two arrays do not mix. The array is a stand-in whose reads the test ends by hand.
 */
import { describe, expect, it } from 'vitest'
import { isSeisError, SeisError } from '../../src/core/errors.ts'
import type { FolderOptions } from '../../src/core/folder.ts'
import { ChunkCache } from '../../src/data/chunk-cache.ts'
import type { TraceArray, TraceChunk } from '../../src/data/zarr/trace-array.ts'

const CHUNK_BYTES = 4 * 10

interface StandIn {
  readonly array: TraceArray
  readonly reads: string[]
  readonly signals: AbortSignal[]
  /** Ends all reads under way, well or with an error. */
  finish(error?: SeisError): void
}

/** An array of chunks of 10 samples; with `byHand` each read waits for finish(). */
function standIn(byHand = false): StandIn {
  const reads: string[] = []
  const signals: AbortSignal[] = []
  const waiting: ((error?: SeisError) => void)[] = []
  const readChunk = (sampleChunk: number, traceChunk: number, options?: FolderOptions): Promise<TraceChunk> => {
    reads.push(`${sampleChunk}.${traceChunk}`)
    const { signal } = options ?? {}
    if (signal) signals.push(signal)
    const missing = traceChunk === 99
    const chunk: TraceChunk = {
      samples: new Float32Array(10).fill(traceChunk),
      nSamples: 5,
      nTraces: 2,
      startSample: 0,
      startTrace: 2 * traceChunk,
      name: `traces.zarr/${sampleChunk}.${traceChunk}`,
      missing,
      storedBytes: missing ? 0 : 17,
      readFrom: 10 * traceChunk,
      readUntil: 10 * traceChunk + 1,
      decodedAt: 10 * traceChunk + 3,
    }
    if (!byHand) return Promise.resolve(chunk)
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new SeisError('cancelled', 'Stopped')))
      waiting.push((error) => (error ? reject(error) : resolve(chunk)))
    })
  }
  const array: TraceArray = {
    layout: {
      path: 'traces.zarr',
      zarrFormat: 2,
      dtype: '<f4',
      axes: 'sample-trace',
      chunkSamples: 5,
      chunkTraces: 2,
      shardTraces: null,
      codecs: [],
      fillValue: 0,
    },
    nSamples: 5,
    nTraces: 200,
    attributes: {},
    nSampleChunks: 1,
    nTraceChunks: 100,
    chunkName: (sampleChunk, traceChunk) => `traces.zarr/${sampleChunk}.${traceChunk}`,
    readChunk,
  }
  return { array, reads, signals, finish: (error) => waiting.splice(0).forEach((end) => void end(error)) }
}

const reason = (work: Promise<unknown>) =>
  work.then(
    () => 'resolved',
    (error: unknown) => (isSeisError(error) ? error.code : String(error)),
  )

describe('a chunk cache', () => {
  it('reads and decodes each chunk once', async () => {
    const { array, reads } = standIn()
    const cache = new ChunkCache(1000)
    const first = await cache.read(array, 0, 3)
    expect(await cache.read(array, 0, 3)).toBe(first)
    await cache.read(array, 0, 4)
    await cache.read(array, 0, 99)
    expect(reads).toEqual(['0.3', '0.4', '0.99'])
    expect(cache.counts()).toEqual({
      chunksRead: 3,
      chunksDecoded: 2,
      cacheHits: 1,
      bytesRead: 34,
      readSeconds: 3,
      decodeSeconds: 6,
      chunksReading: 0,
      chunksDecoding: 0,
    })
  })

  it('says what is being read and decoded', async () => {
    const { array, finish, reads } = standIn(true)
    const begun: (() => void)[] = []
    const readChunk: TraceArray['readChunk'] = (sampleChunk, traceChunk, options) => {
      if (options?.onRead) begun.push(options.onRead)
      return array.readChunk(sampleChunk, traceChunk, options)
    }
    const cache = new ChunkCache(1000)
    const watched = { ...array, readChunk }
    const requests = [1, 2, 2].map((chunk) => cache.read(watched, 0, chunk))
    expect(reads).toEqual(['0.1', '0.2'])
    expect(cache.counts()).toMatchObject({ chunksReading: 2, chunksDecoding: 0 })
    begun[0]!()
    expect(cache.counts()).toMatchObject({ chunksReading: 1, chunksDecoding: 1 })
    finish(new SeisError('corrupt-chunk', 'Torn'))
    await Promise.allSettled(requests)
    expect(cache.counts()).toMatchObject({ chunksReading: 0, chunksDecoding: 0 })
  })

  it('shares a read between requests at the same time', async () => {
    const { array, reads, finish } = standIn(true)
    const cache = new ChunkCache(1000)
    const requests = [cache.read(array, 0, 1), cache.read(array, 0, 1), cache.read(array, 0, 1)]
    finish()
    const chunks = await Promise.all(requests)
    expect(new Set(chunks).size).toBe(1)
    expect(reads).toEqual(['0.1'])
    expect(cache.counts()).toMatchObject({ chunksRead: 1, cacheHits: 2 })
  })

  it('gives up a read only when all who wait for it did', async () => {
    const { array, signals, finish } = standIn(true)
    const cache = new ChunkCache(1000)
    const [one, two] = [new AbortController(), new AbortController()]
    const first = cache.read(array, 0, 1, { signal: one.signal })
    const second = cache.read(array, 0, 1, { signal: two.signal })
    one.abort()
    expect(await reason(first)).toBe('cancelled')
    expect(signals[0]?.aborted).toBe(false)
    finish()
    expect((await second).samples[0]).toBe(1)

    const third = cache.read(array, 0, 2, { signal: two.signal })
    two.abort()
    expect(await reason(third)).toBe('cancelled')
    expect(signals[1]?.aborted).toBe(true)
    const fresh = cache.read(array, 0, 2)
    finish()
    expect((await fresh).samples[0]).toBe(2)
    expect(await reason(cache.read(array, 0, 1, { signal: one.signal }))).toBe('cancelled')
  })

  it('keeps no failure', async () => {
    const { array, reads, finish } = standIn(true)
    const cache = new ChunkCache(1000)
    const bad = [cache.read(array, 0, 1), cache.read(array, 0, 1)].map(reason)
    finish(new SeisError('corrupt-chunk', 'A damaged chunk'))
    expect(await Promise.all(bad)).toEqual(['corrupt-chunk', 'corrupt-chunk'])
    const again = cache.read(array, 0, 1)
    finish()
    await again
    expect(reads).toHaveLength(2)
    expect(cache.counts().chunksRead).toBe(1)
  })

  it('holds its limit, and drops the least recently used first', async () => {
    const { array, reads } = standIn()
    const cache = new ChunkCache(3 * CHUNK_BYTES)
    for (const traceChunk of [1, 2, 3]) await cache.read(array, 0, traceChunk)
    await cache.read(array, 0, 1)
    await cache.read(array, 0, 4)
    expect(cache.bytesHeld).toBe(3 * CHUNK_BYTES)
    reads.length = 0
    for (const traceChunk of [1, 3, 4, 2]) await cache.read(array, 0, traceChunk)
    expect(reads).toEqual(['0.2'])
    cache.clear()
    expect(cache.bytesHeld).toBe(0)
  })

  it('passes on a chunk larger than its limit without keeping it', async () => {
    const { array, reads } = standIn()
    const cache = new ChunkCache(CHUNK_BYTES - 1)
    await cache.read(array, 0, 1)
    await cache.read(array, 0, 1)
    expect(reads).toHaveLength(2)
    expect(cache.bytesHeld).toBe(0)
  })

  it('drops chunks of one array that end before a trace', async () => {
    const [one, two] = [standIn(), standIn()]
    const cache = new ChunkCache(1000)
    for (const traceChunk of [1, 2, 3]) await cache.read(one.array, 0, traceChunk)
    await cache.read(two.array, 0, 1)
    cache.dropBefore(one.array, 7)
    expect(cache.bytesHeld).toBe(2 * CHUNK_BYTES)
    await cache.read(two.array, 0, 1)
    for (const traceChunk of [3, 2]) await cache.read(one.array, 0, traceChunk)
    expect([one.reads.slice(3), two.reads.length]).toEqual([['0.2'], 1])
  })

  it('keeps the chunks of two arrays apart', async () => {
    const [one, two] = [standIn(), standIn()]
    const cache = new ChunkCache(1000)
    await cache.read(one.array, 0, 1)
    await cache.read(two.array, 0, 1)
    expect([one.reads.length, two.reads.length]).toEqual([1, 1])
  })
})
