/**
 * Plan: a fixture array is packed into a zip file by a small writer here (stored or deflated entries, at the root or in
 * one folder) and read as a folder and as an array. Files that are no zip, entries cut off, an entry that claims to be
 * huge and names such as `constructor` end in an error or undefined. Costs: a range of a stored entry is not read whole.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { SeisError } from '../../../src/core/errors.ts'
import { blobAccess, openFile, openZipFolder, type RandomAccess } from '../../../src/data/folders/zip-folder.ts'
import { openTraceArray } from '../../../src/data/zarr/trace-array.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const FIXTURE = join(import.meta.dirname, '../../fixtures/zarr/v3.none.float32.C.slash')

interface ZipOptions {
  readonly deflate?: boolean
  /** Size of entries as the directory of the zip claims it. */
  readonly claimedBytes?: number
}

/** A zip file as PKWARE's APPNOTE 4.3 describes it: local headers with data, the central directory, its end. */
function zip(files: Readonly<Record<string, Uint8Array>>, options: ZipOptions = {}): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, bytes] of Object.entries(files)) {
    const name = Buffer.from(path)
    const data = options.deflate ? deflateRawSync(bytes) : Buffer.from(bytes)
    const fixed = Buffer.alloc(26)
    fixed.writeUInt16LE(20, 0)
    fixed.writeUInt16LE(options.deflate ? 8 : 0, 4)
    fixed.writeUInt32LE(crc32(bytes), 10)
    fixed.writeUInt32LE(data.length, 14)
    fixed.writeUInt32LE(options.claimedBytes ?? bytes.length, 18)
    fixed.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, name, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fixed, tail, name]))
    parts.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]))
}

function fixtureFiles(prefix = ''): Record<string, Uint8Array> {
  const root = join(FIXTURE, 'array')
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name)
      files[prefix + path.slice(root.length + 1)] = readFileSync(path)
    }
  return files
}

const open = (bytes: Uint8Array<ArrayBuffer>) => openZipFolder(blobAccess('survey.zarr.zip', new Blob([bytes])))

async function failure(work: Promise<unknown>): Promise<SeisError> {
  const error: unknown = await work.catch((reason: unknown) => reason)
  if (error instanceof SeisError) return error
  throw new Error('it succeeded, or failed otherwise', { cause: error })
}

describe('a zip folder', () => {
  it.each([
    ['stored', '', false],
    ['deflated', '', true],
    ['deflated in one folder', 'survey.zarr/', true],
  ] as const)('reads an array, %s', async (_what, prefix, deflate) => {
    const folder = await open(zip(fixtureFiles(prefix), { deflate }))
    expect(folder.name).toBe('survey.zarr')
    expect((await folder.list('')).map((entry) => `${entry.kind} ${entry.name}`).sort()).toEqual([
      'file zarr.json',
      'folder c',
    ])
    expect((await folder.list('c')).map((entry) => entry.name).sort()).toEqual(['0', '1'])
    const array = await openTraceArray(folder, '')
    const chunk = await array.readChunk(0, 0)
    const expected = new Float32Array(new Uint8Array(readFileSync(join(FIXTURE, 'expected.f4'))).buffer)
    expect([...chunk.samples.subarray(0, 12)]).toEqual([...expected.subarray(0, 12)])
    expect(chunk.storedBytes).toBe(960)
  })

  it('passes over what macOS adds beside the folder', async () => {
    const added = { '__MACOSX/survey.zarr/._zarr.json': new Uint8Array(3), '.DS_Store': new Uint8Array(3) }
    const folder = await open(zip({ ...fixtureFiles('survey.zarr/'), ...added }))
    expect((await openTraceArray(folder, '')).nTraces).toBeGreaterThan(0)
  })

  it('reads ranges, and of a stored entry no more than asked', async () => {
    const reads: number[] = []
    const bytes = zip({ big: new Uint8Array(100_000).map((_, index) => index), other: new Uint8Array(1) })
    const file: RandomAccess = {
      name: 'x.zip',
      size: bytes.length,
      readRange: async (offset, length) => {
        reads.push(length)
        return bytes.slice(offset, offset + length)
      },
    }
    const folder = await openZipFolder(file)
    reads.length = 0
    expect([...((await folder.readRange('big', 300, 3)) ?? [])]).toEqual([44, 45, 46])
    expect(Math.max(...reads)).toBeLessThan(100)
    expect(await folder.readRange('big', 99_999, 9)).toHaveLength(1)
    expect(await folder.readRange('big', 200_000, 9)).toHaveLength(0)
    expect(await folder.size('big')).toBe(100_000)
    const deflated = await open(zip({ a: Uint8Array.of(1, 2, 3, 4), b: new Uint8Array(1) }, { deflate: true }))
    expect([...((await deflated.readRange('a', 1, 2)) ?? [])]).toEqual([2, 3])
  })

  it('says undefined for what is not there, by whatever name', async () => {
    const folder = await open(zip({ a: Uint8Array.of(1), 'b/c': Uint8Array.of(1) }))
    for (const path of ['none', 'constructor', '__proto__', 'toString', 'b', '']) {
      expect(await folder.read(path), path).toBeUndefined()
      expect(await folder.readRange(path, 0, 1), path).toBeUndefined()
      expect(await folder.size(path), path).toBeUndefined()
    }
    expect((await failure(folder.read('../a'))).code).toBe('bad-input')
  })

  it('refuses what is no zip, is cut off, or claims to be huge', async () => {
    const good = zip({ a: new Uint8Array(1000), b: new Uint8Array(1) })
    for (const bytes of [new Uint8Array(0), new Uint8Array(100), good.slice(0, -30)]) {
      const error = await failure(open(bytes))
      expect(error.code).toBe('bad-input')
      expect(error.where).toBe('survey.zarr.zip')
    }
    const huge = await open(zip({ a: new Uint8Array(10), b: new Uint8Array(1) }, { deflate: true, claimedBytes: 4e9 }))
    expect((await failure(huge.read('a'))).code).toBe('unsupported')
    const files = { a: new Uint8Array(10), b: new Uint8Array(1) }
    expect((await failure(open(zip(files, { claimedBytes: 5000 })))).code).toBe('bad-input')
    const lying = await open(zip(files, { claimedBytes: 5000, deflate: true }))
    expect((await failure(lying.read('a'))).code).toBe('bad-input')
  })

  it('opens a zip file that lies in a folder', async () => {
    const bytes = zip({ a: Uint8Array.of(7), b: Uint8Array.of(8) })
    const folder = new MemoryFolder('disk', { files: { 'in/survey.zip': bytes } })
    expect(await openFile(folder, 'in/none.zip')).toBeUndefined()
    const file = await openFile(folder, 'in/survey.zip')
    expect(file?.size).toBe(bytes.length)
    if (file !== undefined) expect(await (await openZipFolder(file)).read('b')).toEqual(Uint8Array.of(8))
  })
})
