/**
 * The port to bytes on disk: one folder, addressed by relative paths with '/' ("traces.zarr/0.12").
 * Implementations: File System Access and OPFS, node:fs, http(s), a zip file, memory (tests).
 */
export interface ReadableFolder {
  readonly name: string
  /** Whole file, or undefined when there is none. */
  read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** `length` bytes from `offset` (fewer at the end of the file), or undefined when there is no such file. */
  readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Size in bytes, or undefined when there is no such file. */
  size(path: string, options?: FolderOptions): Promise<number | undefined>
  /** Names of the direct children of a folder; empty when there is no such folder or the medium cannot list. */
  list(path: string, options?: FolderOptions): Promise<readonly FolderEntry[]>
}

export interface WritableFolder extends ReadableFolder {
  /** Writes a file whole: a reader sees the old bytes or the new ones, never a part. Makes parent folders. */
  write(path: string, bytes: Uint8Array<ArrayBuffer>, options?: FolderOptions): Promise<void>
  /** Removes a file, or a folder with all in it; nothing happens when it is not there. */
  remove(path: string, options?: FolderOptions): Promise<void>
}

export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'folder'
}

export interface FolderOptions {
  readonly signal?: AbortSignal
  /** Memory that a whole file may be read into, where it suffices and the medium can: it is made only once. */
  readonly into?: ArrayBuffer
}
