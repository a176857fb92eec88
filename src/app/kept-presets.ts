/** Recipes that the user keeps under names of their own, in IndexedDB. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface KeptPreset {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
  /** As it was saved, by this version or another. */
  readonly recipe: unknown
}

export interface PresetKeep {
  /** Oldest first. */
  list(): Promise<readonly KeptPreset[]>
  /** Keeps it, in place of one of its id. One of its name goes as well, or nothing is done: then it resolves to false. */
  put(preset: KeptPreset, mayReplace: boolean): Promise<boolean>
  delete(id: string): Promise<void>
}

interface PresetSchema extends DBSchema {
  presets: { key: string; value: KeptPreset; indexes: { name: string; savedAt: number } }
}

export class KeptPresets implements PresetKeep {
  #opened: Promise<IDBPDatabase<PresetSchema>> | undefined

  async list(): Promise<readonly KeptPreset[]> {
    return (await this.#database()).getAllFromIndex('presets', 'savedAt')
  }

  async put(preset: KeptPreset, mayReplace: boolean): Promise<boolean> {
    const { store, done } = (await this.#database()).transaction('presets', 'readwrite')
    const named = await store.index('name').getKey(preset.name)
    const isTaken = named !== undefined && named !== preset.id
    if (isTaken && mayReplace) await store.delete(named)
    if (!isTaken || mayReplace) await store.put(preset)
    await done
    return !isTaken || mayReplace
  }

  async delete(id: string): Promise<void> {
    await (await this.#database()).delete('presets', id)
  }

  #database(): Promise<IDBPDatabase<PresetSchema>> {
    this.#opened ??= openDB<PresetSchema>('seisproc-presets', 1, {
      upgrade: (database) => {
        const store = database.createObjectStore('presets', { keyPath: 'id' })
        store.createIndex('name', 'name', { unique: true })
        store.createIndex('savedAt', 'savedAt')
      },
    })
    return this.#opened
  }
}
