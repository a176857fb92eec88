/**
 * Folders opened before, as handles in IndexedDB. A handle outlives the tab; its permission may not, so each is
 * asked for its state when listed and asked again, from a click, when opened.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface RecentFolder {
  readonly id: string
  readonly name: string
  readonly openedAt: number
  readonly nGathers: number
  readonly handle: FileSystemDirectoryHandle
}

interface RecentSchema extends DBSchema {
  folders: { key: string; value: RecentFolder }
}

const MAX_FOLDERS = 12

export class RecentFolders {
  readonly #database: Promise<IDBPDatabase<RecentSchema>>

  constructor(databaseName = 'seisproc') {
    this.#database = openDB<RecentSchema>(databaseName, 1, {
      upgrade: (database) => {
        database.createObjectStore('folders', { keyPath: 'id' })
      },
    })
  }

  /** Newest first. */
  async list(): Promise<readonly RecentFolder[]> {
    const all = await (await this.#database).getAll('folders')
    return all.sort((a, b) => b.openedAt - a.openedAt)
  }

  async get(id: string): Promise<RecentFolder | undefined> {
    return (await this.#database).get('folders', id)
  }

  /** Remembers a folder, replacing an older entry of the same folder, and forgets the oldest beyond the limit. */
  async remember(handle: FileSystemDirectoryHandle, nGathers: number): Promise<void> {
    const database = await this.#database
    const known = await this.list()
    const same = await findAsync(known, (folder) => folder.handle.isSameEntry(handle))
    const id = same?.id ?? crypto.randomUUID()
    await database.put('folders', { id, name: handle.name, openedAt: Date.now(), nGathers, handle })
    const others = known.filter((folder) => folder.id !== id)
    await Promise.all(others.slice(MAX_FOLDERS - 1).map((folder) => database.delete('folders', folder.id)))
  }

  async forget(id: string): Promise<void> {
    await (await this.#database).delete('folders', id)
  }
}

async function findAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<T | undefined> {
  for (const item of items) if (await test(item)) return item
  return undefined
}
