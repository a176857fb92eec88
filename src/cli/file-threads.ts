import type { NodeFolder } from '../data/folders/node-folder.ts'
import type { Digest } from '../data/output/digest.ts'
import type { ProvenWriter } from '../data/output/proven-writer.ts'
import { DigestThread } from './digest-thread.ts'
import { WritingThreads } from './writing-threads.ts'

export interface FileThreads {
  readonly digestOfReads: Digest
  readonly writerTo: (folder: NodeFolder) => ProvenWriter
}

/** Runs a task with a thread that digests what it reads, and some that write. */
export async function withFileThreads<T>(task: (threads: FileThreads) => Promise<T>): Promise<T> {
  const [reads, writes] = [new DigestThread(), new WritingThreads()]
  try {
    return await task({ digestOfReads: reads.digest, writerTo: (folder) => writes.writerTo(folder) })
  } finally {
    await Promise.all([reads.close(), writes.close()])
  }
}
