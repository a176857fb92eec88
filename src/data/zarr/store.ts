import type { FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { joinPath } from '../folders/path.ts'

/** Part of a file: bytes from an offset, or the last bytes. As zarrita asks for it. */
export type RangeQuery = { readonly offset: number; readonly length: number } | { readonly suffixLength: number }

type Key = `/${string}`

/** A zarrita store on a folder, from `root` inside it; keys begin with '/'. */
export class ReadableStore {
  readonly folder: ReadableFolder
  readonly root: string

  constructor(folder: ReadableFolder, root = '') {
    this.folder = folder
    this.root = root
  }

  get(key: Key, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.folder.read(this.path(key), options)
  }

  /** In bytes; undefined when there is no such file. */
  size(key: Key, options?: FolderOptions): Promise<number | undefined> {
    return this.folder.size(this.path(key), options)
  }

  async getRange(key: Key, range: RangeQuery, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const path = this.path(key)
    if ('offset' in range) return this.folder.readRange(path, range.offset, range.length, options)
    const size = await this.folder.size(path, options)
    if (size === undefined) return undefined
    const length = Math.min(size, range.suffixLength)
    return this.folder.readRange(path, size - length, length, options)
  }

  /** Path inside the folder. */
  path(key: Key): string {
    return joinPath(this.root, key.slice(1))
  }
}
