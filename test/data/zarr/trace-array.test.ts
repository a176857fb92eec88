/**
 * Plan: what an opened array says of itself and what a read costs. Plain little-endian float32 is handed on without
 * a copy; edges are cropped; a shard's index is read once for all its inner chunks, also at the same time; a fired
 * signal stops a read; chunks outside the array are refused; attributes with a bare NaN open. Metadata values
 * (fill values, halves, axes by name) are checked on the parsers.
 */
import { describe, expect, it } from 'vitest'
import { isSeisError } from '../../../src/core/errors.ts'
import type { FolderOptions } from '../../../src/core/folder.ts'
import { floatOfHalf, parseFillValue, parseNumpyType } from '../../../src/data/zarr/element-type.ts'
import { parseJson } from '../../../src/data/zarr/json.ts'
import { openTraceArray } from '../../../src/data/zarr/trace-array.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

const V2 = {
  zarr_format: 2,
  shape: [4, 6],
  chunks: [4, 3],
  dtype: '<f4',
  compressor: null,
  filters: null,
  fill_value: 0,
  order: 'C',
}

/** Keeps what it hands out, to see whether it is copied later. */
class WatchedFolder extends MemoryFolder {
  handedOut: ArrayBuffer | undefined

  override async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await super.read(path, options)
    this.handedOut = bytes?.buffer
    return bytes
  }
}

function survey(change: object = {}): WatchedFolder {
  const folder = new WatchedFolder('survey')
  folder.files.set('.zarray', json({ ...V2, ...change }))
  for (const key of ['0.0', '0.1'])
    folder.files.set(key, new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer))
  return folder
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'resolved',
    (error: unknown) => (isSeisError(error) ? error.code : String(error)),
  )

describe('an opened array', () => {
  it('describes itself', async () => {
    const array = await openTraceArray(survey({ compressor: { id: 'blosc', cname: 'lz4' }, fill_value: 'NaN' }), '')
    expect(array.layout).toEqual({
      path: '',
      zarrFormat: 2,
      dtype: '<f4',
      axes: 'sample-trace',
      chunkSamples: 4,
      chunkTraces: 3,
      shardTraces: null,
      codecs: ['blosc lz4'],
      fillValue: Number.NaN,
    })
    expect([array.nSamples, array.nTraces, array.nSampleChunks, array.nTraceChunks]).toEqual([4, 6, 1, 2])
    expect(array.chunkName(0, 1)).toBe('survey/0.1')
  })

  it('hands plain float32 on without a copy, and copies only what it must crop', async () => {
    const folder = survey()
    const whole = await (await openTraceArray(folder, '')).readChunk(0, 1)
    expect(whole.samples.buffer).toBe(folder.handedOut)
    expect(whole.storedBytes).toBe(48)

    const cropped = survey({ shape: [3, 5] })
    const edge = await (await openTraceArray(cropped, '')).readChunk(0, 1)
    expect([...edge.samples]).toEqual([0, 1, 3, 4, 6, 7])
    expect(edge.samples.buffer).not.toBe(cropped.handedOut)
    const rows = await (await openTraceArray(cropped, '')).readChunk(0, 0)
    expect([...rows.samples]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(rows.samples.buffer.byteLength).toBe(36)
  })

  it('reads each file once: metadata, then a chunk', async () => {
    const folder = survey()
    const array = await openTraceArray(folder, '')
    folder.calls.length = 0
    await array.readChunk(0, 0)
    expect(folder.calls).toEqual([{ operation: 'read', path: '0.0', bytes: 48 }])
  })

  it('stops when asked, and refuses chunks outside', async () => {
    const folder = survey()
    const array = await openTraceArray(folder, '')
    const abort = new AbortController()
    folder.beforeCall = () => abort.abort()
    expect(await codeOf(array.readChunk(0, 0, { signal: abort.signal }))).toBe('cancelled')
    for (const [sampleChunk, traceChunk] of [
      [1, 0],
      [0, 2],
      [-1, 0],
      [0, 0.5],
    ] as const)
      expect(await codeOf(array.readChunk(sampleChunk, traceChunk))).toBe('internal')
  })

  it('opens an array without traces', async () => {
    const array = await openTraceArray(survey({ shape: [4, 0] }), '')
    expect([array.nTraces, array.nTraceChunks]).toEqual([0, 0])
  })

  it('reads the index of a shard once for all who ask', async () => {
    const bytes = { name: 'bytes', configuration: { endian: 'little' } }
    const configuration = { chunk_shape: [2, 2], codecs: [bytes], index_codecs: [bytes] }
    const folder = new MemoryFolder('survey')
    folder.files.set(
      'zarr.json',
      json({
        zarr_format: 3,
        node_type: 'array',
        shape: [2, 8],
        data_type: 'float32',
        chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 8] } },
        chunk_key_encoding: { name: 'default' },
        codecs: [{ name: 'sharding_indexed', configuration }],
        fill_value: 0,
      }),
    )
    const shard = new Uint8Array(4 * 16 + 4 * 16)
    new BigUint64Array(shard.buffer, 64).set([0n, 16n, 16n, 16n, 32n, 16n, 48n, 16n])
    folder.files.set('c/0/0', shard)
    const array = await openTraceArray(folder, '')
    folder.calls.length = 0
    const chunks = await Promise.all([0, 1, 2, 3].map((traceChunk) => array.readChunk(0, traceChunk)))
    const reads = folder.calls.filter((call) => call.operation === 'readRange')
    expect(reads.map((call) => call.bytes).sort((a, b) => a - b)).toEqual([16, 16, 16, 16, 64])
    expect(chunks.reduce((sum, chunk) => sum + chunk.storedBytes, 0)).toBe(128)
    expect(array.layout).toMatchObject({ chunkTraces: 2, shardTraces: 8 })
    expect(array.chunkName(0, 3)).toBe('survey/c/0/0 (inner chunk 0.3)')
  })
})

describe('axes', () => {
  it.each([
    [['trace', 'sample'], 'trace-sample'],
    [['traces', 'time'], 'trace-sample'],
    [['x', 'anything'], 'trace-sample'],
    [['sample', 'trace'], 'sample-trace'],
    [['time', 'x'], 'sample-trace'],
    [['dim_0', 'dim_1'], 'sample-trace'],
    [['trace', 'trace'], 'sample-trace'],
  ])('%j are %s', async (names, axes) => {
    const folder = survey()
    folder.files.set('.zattrs', json({ _ARRAY_DIMENSIONS: names }))
    expect((await openTraceArray(folder, '')).layout.axes).toBe(axes)
  })
})

describe('metadata values', () => {
  it('takes JSON as Python writes it', () => {
    const text = '{"scale": NaN, "limits": [-Infinity, Infinity], "note": "NaN and \\"Infinity\\" stay in text"}'
    expect(parseJson(new TextEncoder().encode(text), '.zattrs')).toEqual({
      scale: 'NaN',
      limits: ['-Infinity', 'Infinity'],
      note: 'NaN and "Infinity" stay in text',
    })
  })

  it.each([
    [null, '<f4', 0],
    [3.5, '<f4', 3.5],
    ['NaN', '<f8', Number.NaN],
    ['-Infinity', '<f4', Number.NEGATIVE_INFINITY],
    ['0x7fc00000', '<f4', Number.NaN],
    ['0xc0200000', '<f4', -2.5],
    ['0x4004000000000000', '<f8', 2.5],
    ['0xc100', '<f2', -2.5],
  ])('fill value %j of %s is %s', (value, dtype, expected) => {
    expect(parseFillValue(value, parseNumpyType(dtype, '.zarray'), '.zarray')).toBe(expected)
  })

  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('half %i is %s', (bits, expected) => {
    expect(floatOfHalf(bits)).toBe(expected)
  })
})
