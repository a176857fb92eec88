import { SeisError } from '../../core/errors.ts'
import type { WritableFolder } from '../../core/folder.ts'
import { SampleMemory } from '../../core/sample-memory.ts'
import type { ChunkTimes } from '../../core/sink.ts'
import { digestOf, type FileDigest, isSame } from './digest.ts'

export interface ProvenFile {
  readonly digest: FileDigest
  readonly times: ChunkTimes
}

/** Writes files so that what is written is proven. */
export interface ProvenWriter {
  /**
   * Writes a file whole and reads it back: a disk or a network that lies is found out now, not by the next program. Rejects
   * with corrupt-chunk when other bytes are read. The bytes stay as they are, and may be given again.
   */
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<ProvenFile>
}

/** By the calls of any folder. */
export class FolderWriter implements ProvenWriter {
  readonly #folder: WritableFolder
  /** What is read back is put there. */
  readonly #memory = new SampleMemory()

  constructor(folder: WritableFolder) {
    this.#folder = folder
  }

  async write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<ProvenFile> {
    const start = seconds()
    const digest = await digestOf(bytes)
    const digested = seconds()
    await this.#folder.write(path, bytes)
    const { samples } = this.#memory.take(Math.ceil(bytes.byteLength / 4))
    const read = await this.#folder.read(path, { into: samples.buffer })
    const isProven = read !== undefined && isSame(read, bytes)
    this.#memory.give(samples)
    if (!isProven) throw notProven(`${this.#folder.name}/${path}`, path, read?.byteLength ?? null, bytes.byteLength)
    return { digest, times: { digest: { start, end: digested }, write: { start: digested, end: seconds() } } }
  }
}

export function notProven(where: string, path: string, foundBytes: number | null, expectedBytes: number): SeisError {
  return new SeisError('corrupt-chunk', 'A file does not read back as it was written', {
    where,
    todo: 'check the disk, then run again: it goes on where it stopped',
    fields: { path, foundBytes, expectedBytes },
  })
}

function seconds(): number {
  return performance.now() / 1000
}
