import ZipFileStore from '@zarrita/storage/zip'
import { SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderEntry, FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { ownBytes } from './own-bytes.ts'
import { childrenOf, splitPath } from './path.ts'

/** Bytes that can be read anywhere: a file in a folder, a Blob. */
export interface RandomAccess {
  readonly name: string
  /** Bytes in all. */
  readonly size: number
  /** Fewer bytes at the end. */
  readRange(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>
}

/** A file inside a folder as random access; undefined when there is no such file. */
export async function openFile(folder: ReadableFolder, path: string): Promise<RandomAccess | undefined> {
  const size = await folder.size(path)
  if (size === undefined) return undefined
  const name = path.split('/').at(-1) ?? path
  return {
    name,
    size,
    readRange: async (offset, length) => (await folder.readRange(path, offset, length)) ?? new Uint8Array(0),
  }
}

export function blobAccess(name: string, blob: Blob): RandomAccess {
  return {
    name,
    size: blob.size,
    readRange: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  }
}

/** Entries that would unpack to more than this are refused: no chunk or table is that large. */
const LARGEST_ENTRY_BYTES = 2 ** 31

/** What macOS adds beside the folder that is zipped. */
const ADDED_BY_MAC = /^__MACOSX\/|(^|\/)\.DS_Store$/

/**
 * A zip file (`.zarr.zip`) as a folder; entries stored or deflated. When all entries lie in one folder, that folder
 * is the root. Throws bad-input for a file that is no zip.
 */
export async function openZipFolder(file: RandomAccess): Promise<ReadableFolder> {
  const entries = new Map<string, ZipEntry>()
  const store = new ZipFileStore(
    { getLength: async () => file.size, read: (offset, length) => readExactly(file, offset, length) },
    {
      transformEntries: (found) => {
        for (const [name, entry] of Object.entries(found))
          if (!entry.isDirectory && !ADDED_BY_MAC.test(name))
            entries.set(name, { size: entry.size, isStored: entry.compressionMethod === 0 })
        return found
      },
    },
  )
  // Any look-up waits for the directory of the zip to be read.
  await store.has('/').catch((cause: unknown) => {
    throw badZip(file.name, '', cause)
  })
  return new ZipFolder(file, store, entries)
}

interface ZipEntry {
  readonly size: number
  readonly isStored: boolean
}

class ZipFolder implements ReadableFolder {
  readonly name: string
  private readonly store: ZipFileStore
  private readonly entries: ReadonlyMap<string, ZipEntry>
  private readonly prefix: string

  constructor(file: RandomAccess, store: ZipFileStore, entries: ReadonlyMap<string, ZipEntry>) {
    this.name = file.name.replace(/\.zip$/i, '')
    this.store = store
    this.entries = entries
    this.prefix = onlyFolder([...entries.keys()])
  }

  async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.entryBytes(path, undefined, options)
  }

  async readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const size = this.entries.get(this.key(path))?.size ?? 0
    const available = Math.max(0, Math.min(length, size - offset))
    if (available === 0) return this.entries.has(this.key(path)) ? new Uint8Array(0) : undefined
    return this.entryBytes(path, { offset, length: available }, options)
  }

  async size(path: string): Promise<number | undefined> {
    return this.entries.get(this.key(path))?.size
  }

  async list(path: string): Promise<readonly FolderEntry[]> {
    const prefix = path === '' ? this.prefix : `${this.key(path)}/`
    return childrenOf(this.entries.keys(), prefix)
  }

  private key(path: string): string {
    return this.prefix + splitPath(path).join('/')
  }

  private async entryBytes(
    path: string,
    range: { readonly offset: number; readonly length: number } | undefined,
    options: FolderOptions | undefined,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const key = this.key(path)
    const entry = this.entries.get(key)
    throwIfAborted(options?.signal)
    if (entry === undefined) return undefined
    if (entry.size > LARGEST_ENTRY_BYTES)
      throw new SeisError('unsupported', `An entry of ${entry.size} bytes in a zip file is too large`, {
        where: `${this.name}/${path}`,
        todo: 'Unpack the zip file and open the folder',
      })
    const bytes = await this.bytesOf(key, entry, range).catch((cause: unknown) => {
      throw badZip(this.name, path, cause)
    })
    throwIfAborted(options?.signal)
    const expected = range?.length ?? entry.size
    if (bytes?.byteLength !== expected)
      throw badZip(this.name, path, new Error(`${bytes?.byteLength ?? 0} bytes found, ${expected} expected`))
    return ownBytes(bytes)
  }

  private bytesOf(key: string, entry: ZipEntry, range: { offset: number; length: number } | undefined) {
    if (range === undefined && entry.isStored) return this.store.getRange(`/${key}`, { offset: 0, length: entry.size })
    return range === undefined ? this.store.get(`/${key}`) : this.store.getRange(`/${key}`, range)
  }
}

async function readExactly(file: RandomAccess, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await file.readRange(offset, length)
  if (bytes.byteLength === length) return bytes
  throw new Error(`the file ends at byte ${offset + bytes.byteLength}, byte ${offset + length} is needed`)
}

/** `name/` when all paths lie in this one folder, else ''. */
function onlyFolder(paths: readonly string[]): string {
  const names = new Set(paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : '')))
  const [only] = names
  return names.size === 1 && only !== undefined ? only : ''
}

function badZip(name: string, path: string, cause: unknown): SeisError {
  const what = cause instanceof Error ? cause.message : String(cause)
  return new SeisError('bad-input', `A zip file that cannot be read (${what})`, {
    where: path === '' ? name : `${name}/${path}`,
    todo: 'Make the zip file again, or open the unpacked folder',
    cause,
  })
}
