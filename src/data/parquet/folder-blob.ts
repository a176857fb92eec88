import { SeisError } from '../../core/errors.ts'
import type { ReadableFolder } from '../../core/folder.ts'
import { ownBytes } from '../folders/own-bytes.ts'

/**
 * A file of any folder in the shape that parquet-wasm reads from: a Blob of which only `size`, `slice` and
 * `arrayBuffer` are used, so that each medium serves it with range reads.
 */
export class FolderBlob {
  readonly size: number
  /** Bytes handed out so far. */
  bytesRead = 0
  /** The error of the folder behind a failed read: the wasm side keeps only its text. */
  failure: unknown
  signal: AbortSignal | undefined
  private readonly folder: ReadableFolder
  private readonly path: string

  constructor(folder: ReadableFolder, path: string, size: number) {
    this.folder = folder
    this.path = path
    this.size = size
  }

  slice(start: number, end: number): { readonly size: number; arrayBuffer(): Promise<ArrayBuffer> } {
    return { size: end - start, arrayBuffer: () => this.readSpan(start, end) }
  }

  asBlob(): Blob {
    return this as unknown as Blob
  }

  private async readSpan(start: number, end: number): Promise<ArrayBuffer> {
    try {
      const options = this.signal === undefined ? {} : { signal: this.signal }
      const isInside = start >= 0 && start <= end && end <= this.size
      const bytes = isInside ? await this.folder.readRange(this.path, start, end - start, options) : undefined
      if (bytes === undefined || bytes.length !== end - start) throw this.shortFile(start, end)
      this.bytesRead += bytes.length
      return ownBytes(bytes).buffer
    } catch (error) {
      this.failure ??= error
      throw error
    }
  }

  private shortFile(start: number, end: number): SeisError {
    return new SeisError('bad-input', `The file has ${this.size} bytes, but refers to bytes ${start} to ${end}`, {
      where: this.path,
      todo: 'copy the file again from its source',
      fields: { file: this.path, found: this.size, expected: end },
    })
  }
}
