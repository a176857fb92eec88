import { isSeisError, SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderEntry, FolderOptions, WritableFolder } from '../../core/folder.ts'
import { joinPath, splitFilePath, splitPath } from './path.ts'

/**
 * A folder by a handle of the File System Access API: a local folder that the user gave, or the browser's own storage
 * (OPFS). Handles of inner folders are looked up when first needed and kept.
 */
export class FileSystemAccessFolder implements WritableFolder {
  readonly name: string
  readonly handle: FileSystemDirectoryHandle
  private readonly folders = new Map<string, FileSystemDirectoryHandle>()

  constructor(handle: FileSystemDirectoryHandle) {
    this.handle = handle
    this.name = handle.name
  }

  async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.withFile(path, options, async (file) => new Uint8Array(await file.arrayBuffer()))
  }

  async readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.withFile(path, options, async (file) => {
      return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
    })
  }

  async size(path: string, options?: FolderOptions): Promise<number | undefined> {
    return this.withFile(path, options, async (file) => file.size)
  }

  async list(path: string, options?: FolderOptions): Promise<readonly FolderEntry[]> {
    const parts = splitPath(path)
    throwIfAborted(options?.signal)
    try {
      const entries: FolderEntry[] = []
      for await (const entry of (await this.folder(parts, false)).values()) {
        throwIfAborted(options?.signal)
        entries.push({ name: entry.name, kind: entry.kind === 'directory' ? 'folder' : 'file' })
      }
      return entries
    } catch (error) {
      this.undefinedIfAbsent(error, path)
      return []
    }
  }

  async write(path: string, bytes: Uint8Array<ArrayBuffer>, options?: FolderOptions): Promise<void> {
    const parts = splitFilePath(path)
    try {
      await this.writeOnce(parts, bytes, options)
    } catch (error) {
      throwIfAborted(options?.signal)
      // An abort that nobody asked for is the browser's safety check of new files; it is worth one more try.
      if (errorName(error) !== 'AbortError') throw this.browserError(error, path)
      await this.writeOnce(parts, bytes, options).catch((second: unknown) => {
        throwIfAborted(options?.signal)
        throw this.browserError(second, path)
      })
    }
  }

  async remove(path: string, options?: FolderOptions): Promise<void> {
    const parts = splitFilePath(path)
    throwIfAborted(options?.signal)
    try {
      const parent = await this.folder(parts.slice(0, -1), false)
      await parent.removeEntry(parts.at(-1) ?? '', { recursive: true })
    } catch (error) {
      this.undefinedIfAbsent(error, path)
    } finally {
      this.forget(joinPath(...parts))
    }
  }

  private async writeOnce(
    parts: readonly string[],
    bytes: Uint8Array<ArrayBuffer>,
    options: FolderOptions | undefined,
  ): Promise<void> {
    throwIfAborted(options?.signal)
    const parent = await this.folder(parts.slice(0, -1), true)
    const file = await parent.getFileHandle(parts.at(-1) ?? '', { create: true })
    // The bytes go to a swap file, which replaces the file only in close().
    const stream = await file.createWritable()
    try {
      throwIfAborted(options?.signal)
      await stream.write(bytes)
      throwIfAborted(options?.signal)
    } catch (error) {
      await stream.abort().catch(() => undefined)
      throw error
    }
    await stream.close()
  }

  private async withFile<Result>(
    path: string,
    options: FolderOptions | undefined,
    use: (file: File) => Promise<Result>,
  ): Promise<Result | undefined> {
    const parts = splitPath(path)
    throwIfAborted(options?.signal)
    if (parts.length === 0) return undefined
    try {
      const parent = await this.folder(parts.slice(0, -1), false)
      const file = await (await parent.getFileHandle(parts.at(-1) ?? '')).getFile()
      throwIfAborted(options?.signal)
      const result = await use(file)
      throwIfAborted(options?.signal)
      return result
    } catch (error) {
      return this.undefinedIfAbsent(error, path)
    }
  }

  private async folder(parts: readonly string[], create: boolean): Promise<FileSystemDirectoryHandle> {
    const name = parts.at(-1)
    if (name === undefined) return this.handle
    const key = joinPath(...parts)
    const known = this.folders.get(key)
    if (known !== undefined) return known
    const found = await (await this.folder(parts.slice(0, -1), create)).getDirectoryHandle(name, { create })
    this.folders.set(key, found)
    return found
  }

  /** Drops the handles of a folder and of all below it. */
  private forget(path: string): void {
    for (const key of [...this.folders.keys()]) if (key === path || key.startsWith(`${path}/`)) this.folders.delete(key)
  }

  private undefinedIfAbsent(error: unknown, path: string): undefined {
    const name = errorName(error)
    if (name !== 'NotFoundError' && name !== 'TypeMismatchError') throw this.browserError(error, path)
    return undefined
  }

  private browserError(error: unknown, path: string): SeisError {
    if (isSeisError(error)) return error
    const name = errorName(error)
    // A folder removed by another program: the next write makes it again.
    if (name === 'NotFoundError') this.forget(path.split('/')[0] ?? '')
    const init = { where: `${this.name}/${path}`, fields: { path, browserError: name }, cause: error }
    const known = KNOWN_ERRORS[name]
    if (known !== undefined) return new SeisError(known[0], known[1], { ...init, todo: known[2] })
    const what = error instanceof Error ? error.message : String(error)
    return new SeisError('internal', `The browser cannot read or write a file (${name}: ${what})`, init)
  }
}

const KNOWN_ERRORS: Readonly<Record<string, readonly [SeisError['code'], string, string]>> = {
  NotAllowedError: ['permission', 'The browser refuses access', 'Give this page access to the folder again'],
  SecurityError: ['permission', 'The browser refuses access', 'Choose a folder that is not a system folder'],
  NotReadableError: ['permission', 'The file cannot be read', 'Check that no other program changes or locks it'],
  AbortError: ['permission', "The browser's safety check refused the file", 'Try again, or choose another folder'],
  QuotaExceededError: ['no-space', 'The disk or the quota is full', 'Make room, then go on'],
  NoModificationAllowedError: ['conflict', 'Another page or program writes the same file', 'Close it, then try again'],
  InvalidStateError: ['conflict', 'The file was changed while it was written', 'Close other programs, then try again'],
  NotFoundError: ['not-found', 'The folder is no longer there', 'Connect the drive or choose the folder again'],
  TypeMismatchError: ['conflict', 'A file stands where a folder is needed, or the reverse', 'Choose another folder'],
}

function errorName(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : ''
}
