import type { FolderEntry, FolderOptions, ReadableFolder } from '../../core/folder.ts'

/**
 * A folder that is read from its medium once: what was read is kept and given again, up to a limit in bytes; what
 * comes after that is read every time. For runs that are repeated on the same input, which must not change meanwhile.
 */
export class RememberingFolder implements ReadableFolder {
  readonly name: string
  readonly #folder: ReadableFolder
  readonly #limitBytes: number
  readonly #kept = new Map<string, Uint8Array<ArrayBuffer> | undefined>()
  #heldBytes = 0
  #isWhole = true

  constructor(folder: ReadableFolder, limitBytes: number) {
    this.name = folder.name
    this.#folder = folder
    this.#limitBytes = limitBytes
  }

  /** At most the limit. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /** Whether all that was read so far is kept. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#once(path, () => this.#folder.read(path, options))
  }

  readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#once(`${path}[${offset},${length}]`, () => this.#folder.readRange(path, offset, length, options))
  }

  size(path: string, options?: FolderOptions): Promise<number | undefined> {
    return this.#folder.size(path, options)
  }

  list(path: string, options?: FolderOptions): Promise<readonly FolderEntry[]> {
    return this.#folder.list(path, options)
  }

  /** A copy each time: a reader may transfer or change what it is given. */
  async #once(
    key: string,
    read: () => Promise<Uint8Array<ArrayBuffer> | undefined>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#kept.has(key)) return this.#kept.get(key)?.slice()
    const bytes = await read()
    const length = bytes?.byteLength ?? 0
    if (this.#heldBytes + length > this.#limitBytes) this.#isWhole = false
    else if (!this.#kept.has(key)) {
      this.#kept.set(key, bytes?.slice())
      this.#heldBytes += length
    }
    return bytes
  }
}
