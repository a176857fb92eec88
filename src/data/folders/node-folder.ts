import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isSeisError, SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderEntry, FolderOptions, WritableFolder } from '../../core/folder.ts'
import { splitFilePath, splitPath } from './path.ts'

/** A folder of the file system, by node:fs. Only for Node: import it from code that never runs in a page. */
export class NodeFolder implements WritableFolder {
  readonly name: string
  /** Absolute path of the folder. */
  readonly root: string

  constructor(root: string) {
    this.root = resolve(root)
    this.name = basename(this.root) || this.root
  }

  async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.withFile(path, options, async (file) => readSpan(file, 0, (await file.stat()).size, options))
  }

  async readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.withFile(path, options, async (file) => {
      const available = Math.max(0, (await file.stat()).size - offset)
      return readSpan(file, offset, Math.min(length, available), options)
    })
  }

  async size(path: string, options?: FolderOptions): Promise<number | undefined> {
    throwIfAborted(options?.signal)
    try {
      const found = await stat(this.absolute(splitPath(path)))
      return found.isFile() ? found.size : undefined
    } catch (error) {
      return undefinedIfAbsent(error, path)
    }
  }

  async list(path: string, options?: FolderOptions): Promise<readonly FolderEntry[]> {
    throwIfAborted(options?.signal)
    try {
      const entries = await readdir(this.absolute(splitPath(path)), { withFileTypes: true })
      return await Promise.all(
        entries.map(async (entry): Promise<FolderEntry> => {
          // A link says neither file nor folder of itself.
          const isLinkToFolder = entry.isSymbolicLink() && (await isFolder(join(entry.parentPath, entry.name)))
          return { name: entry.name, kind: entry.isDirectory() || isLinkToFolder ? 'folder' : 'file' }
        }),
      )
    } catch (error) {
      undefinedIfAbsent(error, path)
      return []
    }
  }

  async write(path: string, bytes: Uint8Array<ArrayBuffer>, options?: FolderOptions): Promise<void> {
    const target = this.absolute(splitFilePath(path))
    throwIfAborted(options?.signal)
    const temporary = join(dirname(target), `.${randomUUID()}.part`)
    try {
      await mkdir(dirname(target), { recursive: true })
      await writeFile(temporary, bytes, options?.signal ? { signal: options.signal } : {})
      await rename(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throwIfAborted(options?.signal)
      throw systemError(error, path)
    }
  }

  async remove(path: string, options?: FolderOptions): Promise<void> {
    const target = this.absolute(splitFilePath(path))
    throwIfAborted(options?.signal)
    try {
      await rm(target, { recursive: true, force: true })
    } catch (error) {
      throw systemError(error, path)
    }
  }

  private absolute(parts: readonly string[]): string {
    return join(this.root, ...parts)
  }

  private async withFile<Result>(
    path: string,
    options: FolderOptions | undefined,
    use: (file: FileHandle) => Promise<Result>,
  ): Promise<Result | undefined> {
    const parts = splitPath(path)
    throwIfAborted(options?.signal)
    let file: FileHandle | undefined
    try {
      file = await open(this.absolute(parts), 'r')
      return await use(file)
    } catch (error) {
      return undefinedIfAbsent(error, path)
    } finally {
      // Nothing depends on it: who waits for the bytes need not wait for another turn.
      file?.close().catch(() => undefined)
    }
  }
}

/** Reads in pieces, so that a signal is heard within a large file. A buffer of its own, unless memory is given. */
async function readSpan(file: FileHandle, offset: number, length: number, options?: FolderOptions) {
  const { into } = options ?? {}
  const bytes =
    into !== undefined && into.byteLength >= length ? new Uint8Array(into, 0, length) : new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    throwIfAborted(options?.signal)
    const { bytesRead } = await file.read(bytes, filled, Math.min(length - filled, 1 << 24), offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled === length ? bytes : bytes.slice(0, filled)
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}

const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'EISDIR']

function undefinedIfAbsent(error: unknown, path: string): undefined {
  if (ABSENT.includes(systemCode(error))) return undefined
  throw systemError(error, path)
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** What the system says of a file, in the program's words. */
export function systemError(error: unknown, path: string): SeisError {
  if (isSeisError(error)) return error
  const init = { where: path, fields: { path, systemCode: systemCode(error) }, cause: error }
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new SeisError('permission', 'The system refuses access', {
        ...init,
        todo: 'Check the rights of the folder',
      })
    case 'ENOENT':
      // Reading answers undefined instead: this is a folder that could not be made.
      return new SeisError('permission', 'The folder cannot be made', {
        ...init,
        todo: 'Check that the disk is there and may be written to',
      })
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new SeisError('no-space', 'The disk is full', { ...init, todo: 'Make room, then go on' })
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
      return new SeisError('conflict', 'A file stands where a folder is needed, or the reverse', {
        ...init,
        todo: 'Choose another folder',
      })
    default: {
      const what = error instanceof Error ? error.message.replace(/,? '.*$/, '') : String(error)
      return new SeisError('internal', `The system cannot read or write a file (${what})`, init)
    }
  }
}
