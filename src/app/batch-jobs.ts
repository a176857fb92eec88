/** Batches that ran in this browser, in IndexedDB, with the handles of their folders: a handle outlives the tab. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { DatasetLocation } from '../data/location.ts'
import { type BatchJobEntry, newestJobs } from '../state/batch-jobs.ts'

export interface KeptJob extends BatchJobEntry {
  readonly input: JobInput
  readonly folder: FileSystemDirectoryHandle
}

/** Which dataset a job was run on; of a file its facts, as a file itself would be copied. */
export type JobInput =
  | Exclude<DatasetLocation, { readonly kind: 'file' }>
  | { readonly kind: 'file'; readonly name: string; readonly size: number; readonly lastModified: number }

export interface BatchJobStore {
  /** Newest first. */
  list(): Promise<readonly KeptJob[]>
  keep(job: KeptJob): Promise<void>
  forget(id: string): Promise<void>
}

interface JobSchema extends DBSchema {
  jobs: { key: string; value: KeptJob }
}

export class BatchJobs implements BatchJobStore {
  #opened: Promise<IDBPDatabase<JobSchema>> | undefined

  async list(): Promise<readonly KeptJob[]> {
    return newestJobs(await (await this.#database()).getAll('jobs'))
  }

  async keep(job: KeptJob): Promise<void> {
    const database = await this.#database()
    await database.put('jobs', job)
    const all = await database.getAll('jobs')
    const kept = new Set(newestJobs(all).map(({ id }) => id))
    await Promise.all(all.filter(({ id }) => !kept.has(id)).map(({ id }) => database.delete('jobs', id)))
  }

  async forget(id: string): Promise<void> {
    await (await this.#database()).delete('jobs', id)
  }

  #database(): Promise<IDBPDatabase<JobSchema>> {
    this.#opened ??= openDB<JobSchema>('seisproc-jobs', 1, {
      upgrade: (database) => {
        database.createObjectStore('jobs', { keyPath: 'id' })
      },
    })
    return this.#opened
  }
}

export function jobInputOf(location: DatasetLocation): JobInput {
  if (location.kind !== 'file') return location
  const { name, size, lastModified } = location.file
  return { kind: 'file', name, size, lastModified }
}

export async function isSameInput(a: JobInput, b: JobInput): Promise<boolean> {
  if (a.kind === 'folder' && b.kind === 'folder') return a.handle.isSameEntry(b.handle)
  if (a.kind === 'http' && b.kind === 'http') return a.url === b.url
  if (a.kind !== 'file' || b.kind !== 'file') return false
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified
}
