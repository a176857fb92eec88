/**
 * Plan: one contract for every writable folder (memory, node:fs, File System Access on a fake handle): read, range,
 * size, list, write, remove, missing files, hostile paths, abort. Then what is special to each: copies and faults in
 * memory; atomic writes on disk; handle look-ups, one write() a file and error names in the browser.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isSeisError, type SeisErrorCode } from '../../../src/core/errors.ts'
import type { WritableFolder } from '../../../src/core/folder.ts'
import { FileSystemAccessFolder } from '../../../src/data/folders/file-system-access-folder.ts'
import { NodeFolder } from '../../../src/data/folders/node-folder.ts'
import { MemoryFolder } from '../../memory-folder.ts'
import { fakeDirectory } from './fake-directory-handle.ts'

const made: string[] = []
afterAll(async () => {
  for (const path of made) await rm(path, { recursive: true })
})

async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'seisproc-folder-'))
  made.push(path)
  return path
}

const bytesOf = (...values: number[]) => new Uint8Array(values)

async function codeOf(work: Promise<unknown>): Promise<SeisErrorCode | 'resolved' | 'other'> {
  return work.then(
    () => 'resolved',
    (error: unknown) => (isSeisError(error) ? error.code : 'other'),
  )
}

const kinds: Readonly<Record<string, () => Promise<WritableFolder>>> = {
  memory: async () => new MemoryFolder('survey'),
  node: async () => new NodeFolder(await temporaryFolder()),
  'file system access': async () => new FileSystemAccessFolder(fakeDirectory('survey').handle),
}

describe.each(Object.entries(kinds))('a %s folder', (_kind, make) => {
  it('reads what was written, whole and in ranges', async () => {
    const folder = await make()
    await folder.write('traces.zarr/0.12', bytesOf(1, 2, 3, 4, 5))
    expect(await folder.read('traces.zarr/0.12')).toEqual(bytesOf(1, 2, 3, 4, 5))
    expect(await folder.readRange('traces.zarr/0.12', 1, 2)).toEqual(bytesOf(2, 3))
    expect(await folder.readRange('traces.zarr/0.12', 4, 9)).toEqual(bytesOf(5))
    expect(await folder.readRange('traces.zarr/0.12', 9, 1)).toEqual(bytesOf())
    expect(await folder.size('traces.zarr/0.12')).toBe(5)
    await folder.write('traces.zarr/0.12', bytesOf(9))
    expect(await folder.read('traces.zarr/0.12')).toEqual(bytesOf(9))
  })

  it('says undefined for what is not there', async () => {
    const folder = await make()
    await folder.write('a/file', bytesOf(1))
    for (const path of ['none', 'none/deeper', 'a', 'a/file/below', '']) {
      expect(await folder.read(path), path).toBeUndefined()
      expect(await folder.readRange(path, 0, 1), path).toBeUndefined()
      expect(await folder.size(path), path).toBeUndefined()
    }
    expect(await folder.list('none')).toEqual([])
  })

  it('lists direct children and removes files and folders', async () => {
    const folder = await make()
    await folder.write('a/b/c', bytesOf(1))
    await folder.write('a/d', bytesOf(1))
    await folder.write('e', bytesOf(1))
    const names = async (path: string) => (await folder.list(path)).map((entry) => `${entry.kind} ${entry.name}`).sort()
    expect(await names('')).toEqual(['file e', 'folder a'])
    expect(await names('a')).toEqual(['file d', 'folder b'])
    await folder.remove('a/b')
    await folder.remove('a/b')
    expect(await names('a')).toEqual(['file d'])
    await folder.remove('e')
    expect(await folder.read('e')).toBeUndefined()
    await folder.write('a/b/c', bytesOf(2))
    expect(await folder.read('a/b/c')).toEqual(bytesOf(2))
  })

  it('refuses hostile paths (F37)', async () => {
    const folder = await make()
    const hostile = ['..', '../x', 'a/../../x', '/etc/passwd', 'a//b', 'a/', './a', 'a\\..\\b', 'a\u0000b']
    for (const path of hostile) {
      expect(await codeOf(folder.read(path)), path).toBe('bad-input')
      expect(await codeOf(folder.readRange(path, 0, 1)), path).toBe('bad-input')
      expect(await codeOf(folder.size(path)), path).toBe('bad-input')
      expect(await codeOf(folder.list(path)), path).toBe('bad-input')
      expect(await codeOf(folder.write(path, bytesOf(1))), path).toBe('bad-input')
      expect(await codeOf(folder.remove(path)), path).toBe('bad-input')
    }
    expect(await codeOf(folder.write('', bytesOf(1)))).toBe('bad-input')
    expect(await codeOf(folder.remove(''))).toBe('bad-input')
  })

  it('stops when asked, and writes nothing then', async () => {
    const folder = await make()
    const options = { signal: AbortSignal.abort() }
    expect(await codeOf(folder.write('x', bytesOf(1), options))).toBe('cancelled')
    expect(await codeOf(folder.read('x', options))).toBe('cancelled')
    expect(await folder.read('x')).toBeUndefined()
  })

  it('gives bytes in a buffer of their own', async () => {
    const folder = await make()
    await folder.write('x', bytesOf(1, 2, 3))
    const bytes = await folder.read('x')
    expect(bytes?.buffer.byteLength).toBe(3)
    bytes?.fill(0)
    expect(await folder.read('x')).toEqual(bytesOf(1, 2, 3))
  })
})

describe('a memory folder', () => {
  it('keeps the list of calls and injects faults', async () => {
    const folder = new MemoryFolder('survey', { files: { x: bytesOf(1, 2) } })
    await folder.readRange('x', 0, 1)
    expect(folder.calls).toEqual([{ operation: 'readRange', path: 'x', bytes: 1 }])
    folder.beforeCall = (operation) => {
      if (operation === 'write') throw new DOMException('full', 'QuotaExceededError')
    }
    expect(await codeOf(folder.write('y', bytesOf(1)))).toBe('other')
    expect(folder.files.has('y')).toBe(false)
  })
})

describe('a node folder', () => {
  it('reads into memory that is given, where it suffices', async () => {
    const folder = new NodeFolder(await temporaryFolder())
    await folder.write('x', bytesOf(1, 2, 3))
    const into = new ArrayBuffer(5)
    const read = (await folder.read('x', { into }))!
    expect(read).toEqual(bytesOf(1, 2, 3))
    expect(read.buffer).toBe(into)
    const small = new ArrayBuffer(2)
    expect(await folder.read('x', { into: small })).toEqual(bytesOf(1, 2, 3))
  })

  it('leaves no temporary file, and reports a file in the way', async () => {
    const root = await temporaryFolder()
    const folder = new NodeFolder(root)
    await folder.write('x', bytesOf(1))
    expect(await codeOf(folder.write('x/y', bytesOf(1)))).toBe('conflict')
    expect(await codeOf(folder.write('x', bytesOf(1), { signal: AbortSignal.abort() }))).toBe('cancelled')
    expect(await readdir(root)).toEqual(['x'])
  })
})

describe('a File System Access folder', () => {
  it('looks a folder up once', async () => {
    const directory = fakeDirectory('survey')
    const folder = new FileSystemAccessFolder(directory.handle)
    for (const name of ['0.0', '0.1', '0.2']) await folder.write(`traces.zarr/${name}`, bytesOf(1))
    for (const name of ['0.0', '0.1', '0.2', '0.3']) await folder.read(`traces.zarr/${name}`)
    expect(directory.calls.filter((call) => call.startsWith('getDirectoryHandle'))).toHaveLength(1)
    expect(directory.calls.filter((call) => call.startsWith('write'))).toHaveLength(3)
    expect(directory.calls.filter((call) => call.startsWith('close'))).toHaveLength(3)
  })

  it.each([
    ['NotAllowedError', 'permission'],
    ['QuotaExceededError', 'no-space'],
    ['NoModificationAllowedError', 'conflict'],
    ['NotFoundError', 'not-found'],
    ['AbortError', 'permission'],
  ] as const)('turns %s of a write into %s, and gives the swap file back', async (name, code) => {
    const directory = fakeDirectory('survey', (call) => {
      if (call === 'write') throw new DOMException('injected', name)
    })
    const error: unknown = await new FileSystemAccessFolder(directory.handle).write('a/b', bytesOf(1)).catch((e) => e)
    expect(isSeisError(error, code)).toBe(true)
    expect(isSeisError(error) && error.where).toBe('survey/a/b')
    expect(directory.calls).toContain('abort b')
  })

  it('turns a refused read into permission', async () => {
    const directory = fakeDirectory('survey', () => {
      throw new DOMException('injected', 'NotAllowedError')
    })
    expect(await codeOf(new FileSystemAccessFolder(directory.handle).read('x'))).toBe('permission')
  })

  it("writes again once when the browser's safety check aborts the close", async () => {
    let closes = 0
    const directory = fakeDirectory('survey', (call) => {
      if (call === 'close' && ++closes === 1) throw new DOMException('refused', 'AbortError')
    })
    const folder = new FileSystemAccessFolder(directory.handle)
    await folder.write('x', bytesOf(7))
    expect(await folder.read('x')).toEqual(bytesOf(7))
    expect(closes).toBe(2)
  })
})
