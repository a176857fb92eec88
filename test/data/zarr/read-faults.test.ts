/**
 * Plan: faults F19 (damaged chunks), F20 (missing chunks), F30 (types that are refused) and F37 (hostile metadata).
 * Each starts from a fixture that reads well, damages it in memory, and asserts the code, the chunk or file named,
 * and the bytes found and expected. Neighbours of a damaged chunk must read on. Control: the undamaged fixture.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSeisError, SeisError } from '../../../src/core/errors.ts'
import { openTraceArray } from '../../../src/data/zarr/trace-array.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const ROOT = join(import.meta.dirname, '../../fixtures/zarr')

/** The array of a fixture in memory, as `traces.zarr`. */
function load(name: string): MemoryFolder {
  const root = join(ROOT, name, 'array')
  const folder = new MemoryFolder('survey')
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name)
      folder.files.set(`traces.zarr${path.slice(root.length)}`, new Uint8Array(readFileSync(path)))
    }
  return folder
}

async function failure(work: Promise<unknown>): Promise<SeisError> {
  const error: unknown = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  if (error instanceof SeisError) return error
  throw error
}

async function readChunk(folder: MemoryFolder, sampleChunk = 0, traceChunk = 0) {
  const array = await openTraceArray(folder, 'traces.zarr')
  return array.readChunk(sampleChunk, traceChunk)
}

function damage(
  folder: MemoryFolder,
  key: string,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
) {
  const path = `traces.zarr/${key}`
  folder.files.set(path, change(folder.files.get(path)!.slice()))
}

const flip = (at: number) => (bytes: Uint8Array<ArrayBuffer>) => {
  bytes[at < 0 ? bytes.length + at : at]! ^= 16
  return bytes
}
const cut = (length: number) => (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, length)
const grow = (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array([...bytes, 1, 2, 3, 4])
const growByPart = (bytes: Uint8Array<ArrayBuffer>) => grow(bytes).slice(0, -1)

/** Bytes of a whole chunk of (20, 12) float32 samples. */
const WHOLE = 960

describe('a damaged chunk (F19)', () => {
  it.each([
    ['v2.none.f4.C.dot', '0.0', 'short', cut(100), 100],
    ['v2.none.f4.C.dot', '0.0', 'cut within an element', cut(101), 101],
    ['v2.none.f4.C.dot', '0.0', 'longer by a part of an element', growByPart, WHOLE + 3],
    ['v2.none.f4.C.dot', '0.0', 'empty', cut(0), 0],
    ['v2.none.f4.C.dot', '0.0', 'long', grow, WHOLE + 4],
    ['v3.none.float32.C.slash', 'c/0/0', 'short', cut(8), 8],
  ] as const)('%s %s %s: names the bytes found and expected', async (name, key, _what, change, foundBytes) => {
    const folder = load(name)
    damage(folder, key, change)
    const error = await failure(readChunk(folder))
    expect(error.code).toBe('corrupt-chunk')
    expect(error.where).toBe(`traces.zarr/${key}`)
    expect(error.fields).toMatchObject({ chunk: `traces.zarr/${key}`, foundBytes, expectedBytes: WHOLE })
    expect(error.line).toContain('960 expected')
  })

  const compressed = readdirSync(ROOT).filter((name) => /^v[23]\.(blosc|zstd|lz4|gzip|zlib|crc32c)/.test(name))

  it.each(compressed)('%s: a chunk cut anywhere is refused, and its neighbour still reads', async (name) => {
    const first = name.startsWith('v2.') ? (name.includes('slash') ? '0/0' : '0.0') : 'c/0/0'
    const folder = load(name)
    const whole = folder.files.get(`traces.zarr/${first}`)!
    const array = await openTraceArray(folder, 'traces.zarr')
    for (const length of [0, 3, 15, 16, 17, whole.length >> 1, whole.length - 1]) {
      folder.files.set(`traces.zarr/${first}`, whole.slice(0, length))
      const error = await failure(array.readChunk(0, 0))
      expect(error.code, `${length} bytes`).toBe('corrupt-chunk')
      expect(error.where).toBe(`traces.zarr/${first}`)
      expect(error.fields['storedBytes']).toBe(length)
    }
    if (array.nTraceChunks > 1) expect((await array.readChunk(0, 1)).missing).toBe(false)
    folder.files.set(`traces.zarr/${first}`, whole)
    expect((await array.readChunk(0, 0)).samples.length).toBeGreaterThan(0)
  })

  // zstd here carries no checksum, nor does blosc, nor lz4: a flipped literal cannot be seen.
  const checked = ['v3.crc32c.float32.C.slash', 'v3.zstd-crc32c.float32.C.slash', 'v3.crc32c-gzip.float32.C.slash']
  it.each([...checked, 'v3.gzip.float32.C.slash', 'v3.zlib.float32.C.slash'])(
    '%s: every flipped bit is found',
    async (name) => {
      const intact = load(name).files.get('traces.zarr/c/0/0')!
      const folder = load(name)
      const array = await openTraceArray(folder, 'traces.zarr')
      // The header of gzip has 10 bytes that say nothing about the data.
      const from = name.includes('gzip') ? 10 : 0
      const expected = (await array.readChunk(0, 0)).samples
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: from, max: intact.length - 1 }),
          fc.integer({ min: 0, max: 7 }),
          async (at, bit) => {
            damage(folder, 'c/0/0', (bytes) => {
              bytes.set(intact)
              bytes[at]! ^= 1 << bit
              return bytes
            })
            const result = await array.readChunk(0, 0).catch((error: unknown) => error)
            // A flip in unused bits of a deflate stream may change nothing; then the samples are right.
            if (isSeisError(result)) expect(result.code).toBe('corrupt-chunk')
            else expect(result).toMatchObject({ samples: expected })
          },
        ),
        { numRuns: 100, seed: 19 },
      )
    },
  )

  it('says which checksum was found and which is stored', async () => {
    const folder = load('v3.crc32c.float32.C.slash')
    damage(folder, 'c/0/1', flip(7))
    const error = await failure(readChunk(folder, 0, 1))
    expect(error.message).toMatch(/crc32c checksum 0x[0-9a-f]{8} found, 0x[0-9a-f]{8} stored/)
    expect(error.where).toBe('traces.zarr/c/0/1')
    expect((await readChunk(folder, 0, 0)).missing).toBe(false)
  })

  it('finds damage in a shard: in its index, in one inner chunk, and a shard cut short', async () => {
    const name = 'v3.sharded.zstd-crc32c.int16'
    const index = load(name)
    damage(index, 'c/0/0', flip(-10))
    const badIndex = await failure(readChunk(index, 1, 1))
    expect(badIndex.code).toBe('corrupt-chunk')
    expect(badIndex.where).toBe('traces.zarr/c/0/0 (inner chunk 1.1)')
    expect(badIndex.message).toContain('shard index: crc32c')

    const inner = load(name)
    damage(inner, 'c/0/0', flip(6))
    expect((await failure(readChunk(inner, 0, 0))).where).toBe('traces.zarr/c/0/0 (inner chunk 0.0)')
    expect((await readChunk(inner, 1, 1)).missing).toBe(false)

    const short = load(name)
    damage(short, 'c/0/0', cut(20))
    expect((await failure(readChunk(short, 0, 0))).message).toContain('shard of 20 bytes')
  })

  it('refuses an index that points outside its shard', async () => {
    const folder = load('v3.sharded.gzip.float32.no-index-checksum')
    damage(folder, 'c/0/0', (bytes) => {
      // The index stands last: 6 entries of offset and length.
      new DataView(bytes.buffer).setBigUint64(bytes.length - 6 * 16, 100_000n, true)
      return bytes
    })
    const error = await failure(readChunk(folder, 0, 0))
    expect(error.code).toBe('corrupt-chunk')
    expect(error.fields['foundBytes']).toBe(0)
  })

  it('passes an error of the disk on as it is', async () => {
    const folder = load('v2.none.f4.C.dot')
    const array = await openTraceArray(folder, 'traces.zarr')
    folder.beforeCall = () => {
      throw new SeisError('permission', 'The browser refuses access')
    }
    expect((await failure(array.readChunk(0, 0))).code).toBe('permission')
  })
})

describe('a missing chunk (F20)', () => {
  it('is the fill value, says so, and counts no bytes', async () => {
    const folder = load('v2.blosc-lz4.f4.C.missing-chunk-fill-7')
    folder.files.delete('traces.zarr/0.0')
    const chunk = await readChunk(folder, 0, 0)
    expect(chunk.missing).toBe(true)
    expect(chunk.name).toBe('traces.zarr/0.0')
    expect(chunk.storedBytes).toBe(0)
    expect(new Set(chunk.samples)).toEqual(new Set([7]))
    expect((await readChunk(folder, 0, 1)).missing).toBe(false)
  })

  it('of an array that was taken away is no fill value', async () => {
    const folder = load('v2.blosc-lz4.f4.C.missing-chunk-fill-7')
    const array = await openTraceArray(folder, 'traces.zarr')
    folder.files.clear()
    await expect(array.readChunk(0, 0)).rejects.toMatchObject({ code: 'not-found', where: 'traces.zarr/.zarray' })
  })
})

describe('types that are no real numbers (F30)', () => {
  it.each(['|b1', '<c8', '<c16', '|S4', '<U7', '|O', '<M8[ns]', '|V8', '<f16', 'f4', ''])(
    'refuses dtype %s',
    async (dtype) => {
      const error = await failure(openTraceArray(withMetadata({ dtype }), 'traces.zarr'))
      expect(error.code).toBe('unsupported')
      expect(error.where).toBe('traces.zarr/.zarray')
      expect(error.line).toContain(JSON.stringify(dtype))
    },
  )

  it.each(['bool', 'complex64', 'string', 'r16', 'bfloat16', 'constructor'])(
    'refuses data_type %s',
    async (dataType) => {
      const error = await failure(openTraceArray(withMetadataV3({ data_type: dataType }), 'traces.zarr'))
      expect(error.code).toBe('unsupported')
      expect(error.line).toContain(dataType)
    },
  )

  it('refuses records, arrays of other ranks, and codecs it does not know', async () => {
    const refused = async (change: Record<string, unknown>) =>
      (await failure(openTraceArray(withMetadata(change), 'traces.zarr'))).line
    expect(await refused({ dtype: [['a', '<f4']] })).toContain('are not read')
    expect(await refused({ shape: [4, 4, 4], chunks: [2, 2, 2] })).toContain('has not two dimensions')
    expect(await refused({ compressor: { id: 'lzma', format: 1 } })).toContain('The codec "lzma" is not read')
    expect(await refused({ compressor: { id: 'blosc', cname: 'snappy' } })).toContain('snappy')
  })
})

function withMetadata(change: Record<string, unknown>): MemoryFolder {
  return changed('v2.none.f4.C.dot', '.zarray', change)
}

function withMetadataV3(change: Record<string, unknown>): MemoryFolder {
  return changed('v3.none.float32.C.slash', 'zarr.json', change)
}

function changed(name: string, file: string, change: Record<string, unknown>): MemoryFolder {
  const folder = load(name)
  const path = `traces.zarr/${file}`
  const metadata: unknown = JSON.parse(new TextDecoder().decode(folder.files.get(path)))
  folder.files.set(path, new TextEncoder().encode(JSON.stringify(Object.assign({}, metadata, change))))
  return folder
}

describe('hostile metadata (F37)', () => {
  it('control: the fixtures open unchanged', async () => {
    expect((await openTraceArray(withMetadata({}), 'traces.zarr')).nTraces).toBe(23)
    expect((await openTraceArray(withMetadataV3({}), 'traces.zarr')).nTraces).toBe(23)
  })

  it.each([
    [{ shape: [37, 2 ** 31] }, 'shape.1'],
    [{ shape: [2 ** 53, 23] }, 'shape.0'],
    [{ shape: [1e300, 23] }, 'shape.0'],
    [{ shape: [-1, 23] }, 'shape.0'],
    [{ shape: [1.5, 23] }, 'shape.0'],
    [{ shape: 'many' }, 'shape'],
    [{ shape: Array(1000).fill(1) }, 'shape'],
    [{ chunks: [0, 10] }, 'chunks.0'],
    [{ chunks: [20, -12] }, 'chunks.1'],
    [{ chunks: null }, 'chunks'],
    [{ order: 'A' }, 'order'],
    [{ dimension_separator: '../' }, 'dimension_separator'],
    [{ compressor: 'blosc' }, 'compressor'],
    [{ zarr_format: 4 }, 'zarr_format'],
  ] as const)('refuses %j, naming the key %s', async (change, key) => {
    const error = await failure(openTraceArray(withMetadata(change), 'traces.zarr'))
    expect(error.code).toBe('bad-input')
    expect(error.where).toBe('traces.zarr/.zarray')
    expect(error.fields['key']).toBe(key)
    expect(error.message.length).toBeLessThan(300)
  })

  it('refuses chunks too large to hold, before any memory is taken', async () => {
    const error = await failure(
      openTraceArray(withMetadata({ shape: [40_000, 40_000], chunks: [40_000, 40_000] }), 'traces.zarr'),
    )
    expect(error.code).toBe('unsupported')
    expect(error.fields['foundBytes']).toBe(6_400_000_000)
  })

  it.each([
    [{ codecs: [] }, 'bad-input'],
    [{ codecs: [{ name: 'sharding_indexed', configuration: {} }] }, 'bad-input'],
    [{ chunk_grid: { name: 'rectangular' } }, 'bad-input'],
    [{ chunk_key_encoding: { name: 'default', configuration: { separator: '/../' } } }, 'bad-input'],
    [{ codecs: [{ name: 'transpose', configuration: { order: [1, 1] } }, { name: 'bytes' }] }, 'bad-input'],
    [{ fill_value: { a: 1 } }, 'bad-input'],
    [{ storage_transformers: [{ name: 'x' }] }, 'bad-input'],
    [{ codecs: [{ name: 'bytes' }, { name: 'evil' }] }, 'unsupported'],
  ] as const)('refuses v3 %j', async (change, code) => {
    const error = await failure(openTraceArray(withMetadataV3(change), 'traces.zarr'))
    expect(error.code).toBe(code)
    expect(error.where).toBe('traces.zarr/zarr.json')
  })

  it('refuses shards that inner chunks do not fill, and shards of a million parts', async () => {
    const sharded = (inner: number[], shape: number[]) =>
      withMetadataV3({
        chunk_grid: { name: 'regular', configuration: { chunk_shape: shape } },
        codecs: [
          {
            name: 'sharding_indexed',
            configuration: { chunk_shape: inner, codecs: [{ name: 'bytes' }], index_codecs: [{ name: 'bytes' }] },
          },
        ],
      })
    expect((await failure(openTraceArray(sharded([7, 4], [20, 12]), 'traces.zarr'))).code).toBe('bad-input')
    expect((await failure(openTraceArray(sharded([1, 1], [20_000, 12_000]), 'traces.zarr'))).code).toBe('unsupported')
  })

  it('reads no more of a 10 MB metadata file than the limit', async () => {
    const folder = load('v2.none.f4.C.dot')
    folder.files.set('traces.zarr/.zarray', new Uint8Array(10_000_000).fill(32))
    const error = await failure(openTraceArray(folder, 'traces.zarr'))
    expect(error.code).toBe('bad-input')
    expect(error.where).toBe('traces.zarr/.zarray')
    expect(Math.max(...folder.calls.map((call) => call.bytes))).toBe(4 * 2 ** 20 + 1)
  })

  it('drops __proto__, and survives nesting and text that is no JSON', async () => {
    const folder = load('v2.none.f4.C.dot')
    const set = (name: string, text: string) => folder.files.set(`traces.zarr/${name}`, new TextEncoder().encode(text))
    set('.zattrs', '{"__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 1}}, "title": "<img onerror=x>"}')
    const array = await openTraceArray(folder, 'traces.zarr')
    expect(array.attributes).toEqual({ a: {}, title: '<img onerror=x>' })
    expect('polluted' in {}).toBe(false)
    expect(array.attributes['polluted']).toBeUndefined()
    for (const text of ['[[', '<!doctype html>', '', '['.repeat(1_000_000), 'null', '[]']) {
      set('.zarray', text)
      expect((await failure(openTraceArray(folder, 'traces.zarr'))).code).toBe('bad-input')
    }
  })

  it('survives any change of one value in the metadata', async () => {
    const keys = [
      'zarr_format',
      'shape',
      'chunks',
      'dtype',
      'compressor',
      'fill_value',
      'order',
      'filters',
      'dimension_separator',
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), fc.jsonValue(), async (key, value) => {
        const result = await openTraceArray(withMetadata({ [key]: value }), 'traces.zarr').catch(
          (error: unknown) => error,
        )
        if (result instanceof Error) expect(isSeisError(result, 'bad-input', 'unsupported')).toBe(true)
      }),
      { numRuns: 200, seed: 37 },
    )
  })
})

describe('finding the array', () => {
  it('names the files it looked for', async () => {
    const error = await failure(openTraceArray(new MemoryFolder('survey'), ''))
    expect(error.code).toBe('not-found')
    expect(error.line).toContain('zarr.json, .zarray, .zgroup')
    expect(error.where).toBe('survey')
  })

  it('asks which one when a group has several, and says when it has none', async () => {
    const folder = load('v2.group.only-array')
    for (const [path, bytes] of [...folder.files])
      if (path.includes('/amplitudes/')) folder.files.set(path.replace('/amplitudes/', '/other/'), bytes)
    const several = await failure(openTraceArray(folder, 'traces.zarr'))
    expect(several.code).toBe('bad-input')
    expect(several.message).toContain('amplitudes, other')
    const empty = new MemoryFolder('survey', { files: { '.zgroup': new TextEncoder().encode('{"zarr_format": 2}') } })
    expect((await failure(openTraceArray(empty, ''))).code).toBe('not-found')
  })
})
