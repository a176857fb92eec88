import type { FolderEntry, FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { type Digest, digestOf, type FileDigest } from './digest.ts'

/** What was read: a whole file by its path, a part of one as `path[offset,length]`. */
export type ReadRecord = FileDigest & { readonly path: string }

/**
 * A folder that notes the digest of everything that is read through it, so that a result can say from which bytes it
 * was made. A file read twice is noted once, as it was last.
 */
export class RecordingFolder implements ReadableFolder {
  readonly name: string
  readonly #folder: ReadableFolder
  readonly #digest: Digest
  readonly #digests = new Map<string, Promise<FileDigest>>()

  constructor(folder: ReadableFolder, digest: Digest = digestOf) {
    this.name = folder.name
    this.#folder = folder
    this.#digest = digest
  }

  async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#note(path, await this.#folder.read(path, options))
  }

  async readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await this.#folder.readRange(path, offset, length, options)
    // More was asked for than there is: this was the whole file.
    const isWhole = offset === 0 && bytes !== undefined && bytes.byteLength < length
    return this.#note(isWhole ? path : `${path}[${offset},${length}]`, bytes)
  }

  size(path: string, options?: FolderOptions): Promise<number | undefined> {
    return this.#folder.size(path, options)
  }

  list(path: string, options?: FolderOptions): Promise<readonly FolderEntry[]> {
    return this.#folder.list(path, options)
  }

  /** Everything noted since the call before. */
  async takeRecords(): Promise<readonly ReadRecord[]> {
    const taken = [...this.#digests]
    this.#digests.clear()
    return Promise.all(taken.map(async ([path, digest]) => ({ path, ...(await digest) })))
  }

  /**
   * Hashing copies the bytes before it returns, so the reader may use or transfer its own at once. A failure is left to
   * whoever takes the records.
   */
  #note(path: string, bytes: Uint8Array<ArrayBuffer> | undefined): Uint8Array<ArrayBuffer> | undefined {
    if (bytes === undefined) return bytes
    const digest = this.#digest(bytes)
    digest.catch(() => undefined)
    this.#digests.set(path, digest)
    return bytes
  }
}
