import { throwIfAborted } from '../src/core/errors.ts'
import type { FolderEntry, FolderOptions, WritableFolder } from '../src/core/folder.ts'
import { childrenOf, joinPath, splitFilePath, splitPath } from '../src/data/folders/path.ts'

export type FolderOperation = 'read' | 'readRange' | 'size' | 'list' | 'write' | 'remove'

export interface FolderCall {
  readonly operation: FolderOperation
  readonly path: string
  /** Bytes returned or written. */
  readonly bytes: number
}

export interface MemoryFolderOptions {
  readonly files?: Readonly<Record<string, Uint8Array>>
  /** Called before each operation; throwing here is a fault of the disk. May wait, to hold an operation back. */
  readonly beforeCall?: (operation: FolderOperation, path: string) => void | Promise<void>
}

/** A folder in memory, for tests: it keeps the list of calls, and can inject faults. Bytes are copied in and out. */
export class MemoryFolder implements WritableFolder {
  readonly name: string
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly calls: FolderCall[] = []
  beforeCall: MemoryFolderOptions['beforeCall']

  constructor(name: string, options: MemoryFolderOptions = {}) {
    this.name = name
    this.beforeCall = options.beforeCall
    for (const [path, bytes] of Object.entries(options.files ?? {})) this.files.set(path, bytes.slice())
  }

  async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.begin('read', splitPath(path), options)
    return this.finish('read', path, this.files.get(path)?.slice())
  }

  async readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.begin('readRange', splitPath(path), options)
    return this.finish('readRange', path, this.files.get(path)?.slice(offset, offset + length))
  }

  async size(path: string, options?: FolderOptions): Promise<number | undefined> {
    await this.begin('size', splitPath(path), options)
    this.finish('size', path, undefined)
    return this.files.get(path)?.byteLength
  }

  async list(path: string, options?: FolderOptions): Promise<readonly FolderEntry[]> {
    await this.begin('list', splitPath(path), options)
    this.finish('list', path, undefined)
    const prefix = path === '' ? '' : `${path}/`
    return childrenOf(this.files.keys(), prefix)
  }

  async write(path: string, bytes: Uint8Array<ArrayBuffer>, options?: FolderOptions): Promise<void> {
    await this.begin('write', splitFilePath(path), options)
    this.files.set(path, bytes.slice())
    this.finish('write', path, bytes)
  }

  async remove(path: string, options?: FolderOptions): Promise<void> {
    await this.begin('remove', splitFilePath(path), options)
    for (const file of [...this.files.keys()]) if (file === path || file.startsWith(`${path}/`)) this.files.delete(file)
    this.finish('remove', path, undefined)
  }

  private async begin(operation: FolderOperation, parts: readonly string[], options?: FolderOptions): Promise<void> {
    throwIfAborted(options?.signal)
    await this.beforeCall?.(operation, joinPath(...parts))
    throwIfAborted(options?.signal)
  }

  private finish<Bytes extends Uint8Array | undefined>(operation: FolderOperation, path: string, bytes: Bytes): Bytes {
    this.calls.push({ operation, path, bytes: bytes?.byteLength ?? 0 })
    return bytes
  }
}
